import NextLink from "next/link";
import type { ComponentProps } from "react";

/** A link that fetches nothing ahead: on a slow line every visible row would be paid for. */
export function Link(props: ComponentProps<typeof NextLink>) {
  return <NextLink prefetch={false} {...props} />;
}
