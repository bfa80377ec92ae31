import { redirect } from "next/navigation";
import { frame } from "./trpc/server";

/** The door leads to what waits; who decides nothing sees the overview first. */
export default async function Home() {
  const { permissions } = await frame();
  redirect(
    permissions.includes("requests.read") ? "/inbox" : permissions.includes("people.read") ? "/people" : "/units",
  );
}
