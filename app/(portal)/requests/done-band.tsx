import { text } from "@/app/text/server";
import { one, type Query } from "@/app/ui/query";
import { Band } from "@/app/ui/sheet";

const deeds = ["approve", "return", "reject", "withdraw"] as const;

/** Says on the page after a decision what has just been decided. */
export async function DoneBand({ query, then }: { query: Query; then?: "nextOne" | "allDone" | undefined }) {
  const t = await text("requests");
  const deed = deeds.find((each) => each === one(query, "done"));
  const code = one(query, "code");
  if (!deed || !code || !/^YC-\d{4}-\d{4,}$/.test(code)) return null;
  return (
    <Band tone="info">
      {t(`done.${deed}`, { code })} {then && deed !== "withdraw" && t(`done.${then}`)}
    </Band>
  );
}
