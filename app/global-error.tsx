"use client";

import "./globals.css";
import { Failed, type FailedProps } from "@/app/ui/failed";

/** When even the frame of a page could not be made. */
export default function GlobalError(props: FailedProps) {
  return (
    <html lang="vi" data-theme="auto">
      <body>
        <main>
          <Failed {...props} />
        </main>
      </body>
    </html>
  );
}
