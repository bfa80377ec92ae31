import { ownCommand, ownQuery, router } from "../trpc";
import { changePassword } from "./commands";
import { changePasswordInput } from "./inputs";
import { frame } from "./queries";

export const sessionRouter = router({
  frame: ownQuery(true).query(({ ctx }) => frame(ctx.tx, ctx.scope)),
  changePassword: ownCommand(changePasswordInput, changePassword, { beforePasswordChange: true }),
});
