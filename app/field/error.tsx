"use client";

import { Failed, type FailedProps } from "@/app/ui/failed";

export default function FieldError(props: FailedProps) {
  return (
    <main>
      <Failed {...props} />
    </main>
  );
}
