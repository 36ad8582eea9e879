import type { CausePeople, RemedyAction } from "../../../api/types";
import { AttributeRemedy } from "./AttributeRemedy";
import { BoostRemedy } from "./BoostRemedy";
import { PromoteRemedy } from "./PromoteRemedy";
import { RoleRemedy } from "./RoleRemedy";

interface Props {
  action: RemedyAction;
  people: CausePeople;
  onClose: () => void;
}

/** Does a remedy: for whom is chosen, what it changes is shown from the server's dry run, and it can be taken back. */
export function RemedyDialog({ action, people, onClose }: Props) {
  switch (action.kind) {
    case "set_attribute":
      return <AttributeRemedy attribute={action.attribute} allowed={action.values} people={people} onClose={onClose} />;
    case "connection_role":
      return <RoleRemedy connection={action.connection} role={action.role} people={people} onClose={onClose} />;
    case "boost":
      return <BoostRemedy node={action.node} onClose={onClose} />;
    case "promote":
      return <PromoteRemedy connection={action.connection} document={action.document} onClose={onClose} />;
  }
}
