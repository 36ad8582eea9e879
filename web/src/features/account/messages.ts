import { catalogue } from "@/lib/i18n";

export const t = catalogue("account", {
  title: "Your account",
  about: "{{name}}, {{email}}",
  password: "Password",
  passwordAbout: "A new password ends your sessions in all other browsers. Tokens go on.",
  passwordElsewhere: "You sign in through your organization. There is no password here.",
  elsewhere: "Sign in with {{name}} instead",
  elsewhereAbout:
    "From then on you sign in through {{name}}, and your password here ends, with all your sessions. The account there must have your e-mail address, {{email}}, and be verified.",
  elsewhereGo: "Go to {{name}}",
  elsewhereFailed: "Your account was not linked, and nothing has changed.",
  elsewhereSomebodyElse: "Your account was not linked: the one that you used at the provider has another address, or is linked with somebody else here.",
  elsewhereUnverified: "Your account was not linked: the provider does not vouch for your e-mail address.",
  current: "Present password",
  next: "New password",
  nextAbout: "At least 8 characters. A sentence is fine.",
  change: "Change the password",
  changed: "Password changed; your other sessions have ended",
  viewTitle: "See as somebody else",
  viewText: "You see everything here exactly as they do. Nothing can be changed or downloaded meanwhile, and what you look at is recorded under both names.",
  viewWho: "A person or group",
  viewGroup: "For a group you see what somebody sees who is in it and has nothing else.",
  viewBegin: "See as {{name}}",
  viewBeginNobody: "Choose somebody",
  cancel: "Cancel",
});
