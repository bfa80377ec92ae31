import { text } from "@/app/text/server";

/** Ready made: the door also stands on field screens, which carry no grammar. */
export async function signInWords() {
  const [t, common] = [await text("session"), await text("common")];
  return {
    username: t("signIn.username"),
    password: t("signIn.password"),
    submit: t("signIn.submit"),
    submitting: t("signIn.submitting"),
    refused: t("signIn.refused"),
    noAnswer: t("signIn.noAnswer"),
    noCookies: t("signIn.noCookies"),
    show: common("action.show"),
    hide: common("action.hide"),
  };
}

export type SignInWords = Awaited<ReturnType<typeof signInWords>>;

/** What the door says when it stands in the middle of work: whose page it is, and that nothing is lost. */
export async function signInAgainWords(name: string) {
  const t = await text("typed");
  return {
    ...(await signInWords()),
    submit: t("again.submit"),
    title: t("again.title"),
    text: t("again.text"),
    otherTitle: t("again.otherTitle", { name }),
    otherText: t("again.otherText", { name }),
    later: t("again.later"),
  };
}

export type SignInAgainWords = Awaited<ReturnType<typeof signInAgainWords>>;
