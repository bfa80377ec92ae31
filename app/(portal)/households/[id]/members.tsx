import { currentLocale, formats, text } from "@/app/text/server";
import { Link } from "@/app/ui/link";
import { Sheet } from "@/app/ui/sheet";
import { Table } from "@/app/ui/table";
import type { Household } from "./household";
import { RevealIdentity } from "./reveal-identity";

type Member = Household["members"][number];

/** Who lives here. Numbers are masked; showing one is an act that is written down. */
export async function MemberSheet({ household, mayWrite }: { household: Household; mayWrite: boolean }) {
  const [t, locale] = [await text("households"), await currentLocale()];
  const here = household.members.filter(({ endedOn }) => endedOn === null);
  const gone = household.members.filter(({ endedOn }) => endedOn !== null);
  const ways = mayWrite && (
    <span className="flex gap-4">
      <Link href={`/households/${household.id}/members/new`}>{t("members.add")}</Link>
      {here.length > 1 && <Link href={`/households/${household.id}/split`}>{t("members.split")}</Link>}
    </span>
  );
  return (
    <Sheet flush title={t("members.title", { count: here.length })} note={ways}>
      <Table
        caption={t("members.title", { count: here.length })}
        rows={here}
        rowKey={({ id }) => id}
        columns={[
          {
            key: "name",
            head: t("members.name"),
            main: true,
            rowHead: true,
            cell: ({ id, name, relationship }) => {
              const shown = relationship === "head" ? <b>{name}</b> : name;
              return mayWrite ? <Link href={`/households/${household.id}/members/${id}`}>{shown}</Link> : shown;
            },
          },
          {
            key: "relationship",
            head: t("members.relationship"),
            cell: ({ relationship, relationshipName }) => relationshipName?.[locale] ?? relationship,
          },
          {
            key: "born",
            head: t("members.born"),
            label: t("members.born"),
            align: "right",
            cell: ({ bornOn }) => bornOn.slice(0, 4),
          },
          {
            key: "ethnicity",
            head: t("members.ethnicity"),
            hide: "phone",
            cell: ({ ethnicity, ethnicityName }) => ethnicityName?.[locale] ?? ethnicity,
          },
          {
            key: "identity",
            head: t("members.identity"),
            cell: (member) => <Identity member={member} mayReveal={household.may.includes("households.reveal")} />,
          },
        ]}
      />
      {gone.length > 0 && <Former members={gone} />}
    </Sheet>
  );
}

async function Identity({ member, mayReveal }: { member: Member; mayReveal: boolean }) {
  const t = await text("households");
  if (!member.identityTail) return <span className="muted">{t("members.noIdentity")}</span>;
  const masked = (
    <span className="mask" role="img" aria-label={t("members.masked", { tail: member.identityTail })}>
      ••••••••{member.identityTail}
    </span>
  );
  return mayReveal ? (
    <RevealIdentity memberId={member.id} name={member.name}>
      {masked}
    </RevealIdentity>
  ) : (
    masked
  );
}

async function Former({ members }: { members: Member[] }) {
  const [t, f, locale] = [await text("households"), await formats(), await currentLocale()];
  return (
    <details className="twin px-4 py-2">
      <summary>{t("members.former", { count: members.length })}</summary>
      <ul className="cap">
        {members.map(({ id, name, endedOn, endReason }) => (
          <li key={id}>
            {name}: {t("members.left", { reason: endReason?.[locale] ?? "—", date: f.date(endedOn) })}
          </li>
        ))}
      </ul>
    </details>
  );
}
