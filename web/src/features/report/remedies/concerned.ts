import type { CausePeople } from "../../../api/types";
import type { PrincipalHit } from "../../../lib/principal";

/** The people of a cause that are known by name, chosen to begin with. */
export const concerned = (people: CausePeople): PrincipalHit[] =>
  people.first.map(({ id, name, email }) => ({ principal: { kind: "user", id }, name, email, members: null }));
