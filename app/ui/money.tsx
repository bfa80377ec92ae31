import { formats } from "@/app/text/server";
import type { Amount } from "./format";
import { Link } from "./link";

type MoneyProps = {
  value: Amount | null | undefined;
  /** millions: for columns headed "triệu đồng"; full: every đồng; unit: with the word; round: "1,1 nghìn tỷ đồng". */
  as?: "millions" | "full" | "unit" | "round";
  /** Where the records behind the number are. */
  href?: string | undefined;
};

export async function Money({ value, as = "millions", href }: MoneyProps) {
  const f = await formats();
  if (value === null || value === undefined || value === "") return <span className="zero">—</span>;
  const said = { millions: f.millions, full: f.money, unit: f.moneyWithUnit, round: f.moneyRound }[as](value);
  const shown = <data value={String(value)}>{said}</data>;
  return href ? (
    <Link className="q" href={href}>
      {shown}
    </Link>
  ) : (
    shown
  );
}

/** A number that leads to what stands behind it. */
export async function Count({ value, href }: { value: number | null | undefined; href?: string | undefined }) {
  const f = await formats();
  if (value === null || value === undefined) return <span className="zero">—</span>;
  if (!href || value === 0) return <span className={value === 0 ? "zero" : undefined}>{f.number(value)}</span>;
  return (
    <Link className="q" href={href}>
      {f.number(value)}
    </Link>
  );
}
