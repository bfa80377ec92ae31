import type { Metadata } from "next";
import { TextProvider } from "@/app/text/client";
import { messages } from "@/app/text/index";
import { currentLocale, formats, text } from "@/app/text/server";
import { api } from "@/app/trpc/server";
import { Chip } from "@/app/ui/chip";
import { Link } from "@/app/ui/link";
import { Page } from "@/app/ui/page-head";
import { href, type Query } from "@/app/ui/query";
import { RecordHead } from "@/app/ui/record-head";
import { Columns, Sheet } from "@/app/ui/sheet";
import { Table } from "@/app/ui/table";
import { today } from "@/server/clock";
import { isInForce } from "@/server/units/rules";
import { deviceName } from "../../account/device";
import { History } from "../../history";
import { choiceParam } from "../../units/day";
import { unitTitle } from "../../units/title";
import { AccountCommands, EndSession } from "./account-commands";
import { EndRole, GiveRole } from "./role-forms";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> };

const parts = ["roles", "sessions", "history"] as const;

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await text("people"))("title") });

export default async function PersonPage({ params, searchParams }: Props) {
  const [{ id }, query] = [await params, await searchParams];
  const [t, common, f, locale] = [await text("people"), await text("common"), await formats(), await currentLocale()];
  const person = await (await api()).people.get({ id });
  const part = choiceParam(query, "part", parts) ?? "roles";
  const day = today();
  const unit = (held: (typeof person.assignments)[number]) =>
    unitTitle({ name: held.unitName, title: held.unitTitle }, locale);
  return (
    <TextProvider locale={locale} messages={messages(locale, ["people", "units"])}>
      <RecordHead
        crumbs={[{ label: t("title"), href: "/people" }]}
        title={person.name}
        facts={[
          <span key="username" className="code">
            {person.username}
          </span>,
          person.office,
          person.disabledAt && (
            <Chip key="disabled" tone="rejected" icon="ban">
              {t("disabled")}
            </Chip>
          ),
          person.mustChangePassword && (
            <Chip key="fresh" tone="draft">
              {t("mustChange")}
            </Chip>
          ),
        ].filter(Boolean)}
        tabs={parts.map((key) => ({
          key,
          label: t(`parts.${key}`),
          href: href(`/people/${id}`, query, { part: key === "roles" ? null : key }),
          count: key === "sessions" && person.may.change ? person.sessions.length : undefined,
          current: key === part,
        }))}
      />
      <Page>
        {part === "history" && <History noun="people" recordId={id} />}
        {part === "sessions" && (
          <Sheet title={t("sessionsCaption")} flush>
            {person.may.change ? (
              <Table
                caption={t("sessionsCaption")}
                rows={person.sessions}
                rowKey={(session) => session.id}
                empty={{ title: t("noSessions"), why: t("noSessionsWhy") }}
                columns={[
                  {
                    key: "device",
                    head: t("device"),
                    main: true,
                    rowHead: true,
                    cell: (session) => deviceName(session.device),
                  },
                  {
                    key: "started",
                    head: t("started"),
                    label: t("started"),
                    cell: (session) => f.instant(session.startedAt),
                  },
                  { key: "seen", head: t("seen"), label: t("seen"), cell: (session) => f.instant(session.lastSeenAt) },
                  {
                    key: "end",
                    head: <span className="vh">{t("endSession")}</span>,
                    cell: (session) => <EndSession personId={id} sessionId={session.id} />,
                  },
                ]}
              />
            ) : (
              <p className="pager">{t("sessionsHidden")}</p>
            )}
          </Sheet>
        )}
        {part === "roles" && (
          <Columns
            side={
              <Sheet title={t("account")}>
                {person.isOneself ? (
                  <>
                    <p>{t("oneself")}</p>
                    <p>
                      <Link href="/account">{t("toAccount")}</Link>
                    </p>
                  </>
                ) : person.may.change ? (
                  <AccountCommands id={id} name={person.name} disabled={person.disabledAt !== null} />
                ) : (
                  <p>{t("notManaged")}</p>
                )}
              </Sheet>
            }
          >
            <Sheet title={t("rolesCaption")} flush>
              <Table
                caption={t("rolesCaption")}
                rows={person.assignments}
                rowKey={(held) => held.id}
                density="two"
                empty={{ title: t("noRoles") }}
                columns={[
                  {
                    key: "role",
                    head: t("role"),
                    main: true,
                    rowHead: true,
                    cell: (held) => common(`role.${held.role}`),
                    note: (held) => <Link href={`/units/${held.unitId}`}>{unit(held)}</Link>,
                  },
                  {
                    key: "time",
                    head: t("validFrom"),
                    label: t("validFrom"),
                    cell: (held) =>
                      held.validTo
                        ? t("between", { from: f.date(held.validFrom), to: f.date(held.validTo) })
                        : t("from", { from: f.date(held.validFrom) }),
                    note: (held) => (!held.live ? t("over") : isInForce(held, day) ? undefined : t("coming")),
                  },
                  {
                    key: "given",
                    head: t("document"),
                    label: t("document"),
                    cell: (held) =>
                      held.document ? <Link href={`/documents/${held.document.id}`}>{held.document.number}</Link> : "—",
                    note: (held) =>
                      [
                        held.assignedBy &&
                          t("given", { name: held.assignedBy, date: f.date(f.dayOf(held.assignedAt)) }),
                        held.endedBy && t("endedBy", { name: held.endedBy }),
                      ]
                        .filter(Boolean)
                        .join("; "),
                  },
                  {
                    key: "end",
                    head: <span className="vh">{t("endRole")}</span>,
                    cell: (held) =>
                      held.live &&
                      held.reached &&
                      person.may.assign && (
                        <EndRole
                          id={held.id}
                          today={day}
                          title={t("endRoleOf", { role: common(`role.${held.role}`), unit: unit(held) })}
                        />
                      ),
                  },
                ]}
              />
            </Sheet>
            {person.may.assign && (
              <Sheet title={t("giveRole")} note={t("giveRoleNote")}>
                <div className="max-w-160">
                  <GiveRole personId={id} today={day} />
                </div>
              </Sheet>
            )}
          </Columns>
        )}
      </Page>
    </TextProvider>
  );
}
