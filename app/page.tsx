import { redirect } from "next/navigation";
import { wayBack } from "./(sign-in)/way-back";
import { frame } from "./trpc/server";
import type { Query } from "./ui/query";

/** The door leads to where somebody was going, or to what waits; who decides nothing sees the overview first. */
export default async function Home({ searchParams }: { searchParams: Promise<Query> }) {
  const { permissions } = await frame();
  // Whoever holds no role yet is told so.
  if (permissions.length === 0) redirect("/account");
  const to = wayBack((await searchParams).to);
  if (to !== "/") redirect(to);
  redirect(
    permissions.includes("requests.read") ? "/inbox" : permissions.includes("people.read") ? "/people" : "/units",
  );
}
