/** Never a place to go back to: these answer no person, or are the door itself. */
const noPlace = /^\/(api\/|_next\/|(sign-in|password)?$)/;

/**
 * Where somebody wanted to go before they were asked who they are: a path of this portal, and home for everything
 * else that an address may say. Read as browsers read it, for they take "/\\evil" and "/.//evil" for other hosts.
 */
export function wayBack(asked: unknown): string {
  if (typeof asked !== "string" || asked.length > 2000 || !/^\/[!-~]*$/.test(asked) || asked.includes("\\")) return "/";
  const here = "http://terrace";
  if (!URL.canParse(asked, here)) return "/";
  const { origin, pathname, search, searchParams } = new URL(asked, here);
  if (origin !== here || pathname.startsWith("//") || noPlace.test(pathname)) return "/";
  // How Next asks for a page is no part of its address.
  if (!searchParams.has("_rsc")) return pathname + search;
  searchParams.delete("_rsc");
  return searchParams.size ? `${pathname}?${searchParams}` : pathname;
}

/** A page that hands on where to go afterwards. It is only ever followed by home, which asks `wayBack`. */
export const handingOn = (page: "/" | "/sign-in" | "/password", to: unknown): string =>
  typeof to === "string" && to !== "/" ? `${page}?to=${encodeURIComponent(to)}` : page;
