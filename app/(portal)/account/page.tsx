import type { Metadata } from "next";
import { TextProvider } from "@/app/text/client";
import { messages } from "@/app/text/index";
import { currentLocale, currentTheme, formats, text } from "@/app/text/server";
import { api, frame } from "@/app/trpc/server";
import { Tag } from "@/app/ui/chip";
import { Facts } from "@/app/ui/facts";
import { Link } from "@/app/ui/link";
import { Page, PageHead } from "@/app/ui/page-head";
import { Sheet } from "@/app/ui/sheet";
import { Table } from "@/app/ui/table";
import { unitTitle } from "../units/title";
import { EndOwnSession, ScreenChoices } from "./choices";
import { deviceName } from "./device";

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await text("account"))("title") });

export default async function AccountPage() {
  const [t, common, f, locale, theme, here] = [
    await text("account"),
    await text("common"),
    await formats(),
    await currentLocale(),
    await currentTheme(),
    await frame(),
  ];
  const account = await (await api()).session.mine();
  return (
    <TextProvider locale={locale} messages={messages(locale, ["account"])}>
      <Page>
        <PageHead title={t("title")} facts={here.office} />
        <Sheet title={here.name}>
          <Facts
            items={[
              { term: t("username"), value: <span className="code">{account.username}</span> },
              { term: t("password"), value: <Link href="/password">{t("changePassword")}</Link> },
            ]}
          />
        </Sheet>
        <Sheet title={t("roles")} note={t("rolesNote")} flush>
          <Table
            caption={t("roles")}
            rows={account.roles}
            rowKey={(held) => `${held.role}${held.unitName}${held.validFrom}`}
            empty={{ title: t("noRoles"), why: t("noRolesWhy") }}
            columns={[
              {
                key: "role",
                head: t("role"),
                main: true,
                rowHead: true,
                cell: (held) => common(`role.${held.role as "clerk"}`),
              },
              {
                key: "unit",
                head: t("unit"),
                label: t("unit"),
                cell: (held) => unitTitle({ name: held.unitName, title: held.unitTitle }, locale),
              },
              {
                key: "time",
                head: t("time"),
                label: t("time"),
                cell: (held) =>
                  held.validTo
                    ? t("between", { from: f.date(held.validFrom), to: f.date(held.validTo) })
                    : t("from", { from: f.date(held.validFrom) }),
              },
            ]}
          />
        </Sheet>
        <Sheet title={t("sessions")} note={t("sessionsNote")} flush>
          <Table
            caption={t("sessions")}
            rows={account.sessions}
            rowKey={(session) => session.id}
            columns={[
              {
                key: "device",
                head: t("device"),
                main: true,
                rowHead: true,
                cell: (session) => (
                  <>
                    {deviceName(session.device)} {session.current && <Tag>{t("here")}</Tag>}
                  </>
                ),
              },
              {
                key: "started",
                head: t("started"),
                label: t("started"),
                cell: (session) => <span className="nw">{f.instant(session.startedAt)}</span>,
              },
              {
                key: "seen",
                head: t("seen"),
                label: t("seen"),
                cell: (session) => <span className="nw">{f.instant(session.lastSeenAt)}</span>,
              },
              {
                key: "end",
                head: <span className="vh">{t("end")}</span>,
                cell: (session) => !session.current && <EndOwnSession id={session.id} />,
              },
            ]}
          />
        </Sheet>
        <Sheet title={t("screen")}>
          <ScreenChoices locale={locale} theme={theme} />
        </Sheet>
      </Page>
    </TextProvider>
  );
}
