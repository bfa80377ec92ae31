import { text } from "@/app/text/server";
import { one, type Query } from "@/app/ui/query";
import { Band } from "@/app/ui/sheet";

const deeds = ["approve", "return", "reject", "withdraw"] as const;

/** Says on the page after a decision what has just been decided. */
export async function DoneBand({ query, next }: { query: Query; next: boolean }) {
  const t = await text("requests");
  const deed = deeds.find((each) => each === one(query, "done"));
  const code = one(query, "code");
  if (!deed || !code || !/^YC-\d{4}-\d{4,}$/.test(code)) return null;
  return (
    <Band tone="info">
      {t(`done.${deed}`, { code })} {deed !== "withdraw" && t(next ? "done.nextOne" : "done.allDone")}
    </Band>
  );
}
