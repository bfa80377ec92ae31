import type { ComponentProps } from "react";

/**
 * A link within the portal: plain HTML, so that a row of a list costs neither the server nor an old
 * laptop a component. `SoftLinks` makes its click a change of page without a reload.
 */
export function Link({ href, ...rest }: ComponentProps<"a"> & { href: string }) {
  return <a data-soft="" href={href} {...rest} />;
}
