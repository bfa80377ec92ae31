import { formats } from "@/app/text/server";
import { Late } from "./chip";

/** The due day, or how late it is. `today` is the server's day, or the day the page looks back from. */
export async function LateMark({ due, today }: { due: string | null | undefined; today: string }) {
  const f = await formats();
  const late = f.late(due, today);
  return late ? <Late>{late}</Late> : <span className="nw">{f.date(due)}</span>;
}
