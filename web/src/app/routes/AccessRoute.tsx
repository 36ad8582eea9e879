import { Activity } from "@/features/audit/Activity";
import { NodeAccessPage } from "@/features/reach/NodeAccessPage";
import { UserReachPage } from "@/features/reach/UserReachPage";
import { sourceWords } from "@/features/sharing/sourceWords";

export function NodeAccessRoute() {
  return <NodeAccessPage how={sourceWords} activity={(node) => <Activity node={node} />} />;
}

export function UserReachRoute() {
  return <UserReachPage how={sourceWords} />;
}
