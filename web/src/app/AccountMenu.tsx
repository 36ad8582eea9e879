import { UnstyledButton } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import type { Me } from "@/api/types";
import { LazyMenu } from "@/ui/LazyMenu";
import { PrincipalIcon } from "@/ui/PrincipalIcon";
import { t } from "./messages";

const load = () => import("./AccountItems");
const AccountItems = lazy(() => load().then((module) => ({ default: module.AccountItems })));

const ViewAsDialog = lazy(() => import("@/features/account/ViewAsDialog").then((module) => ({ default: module.ViewAsDialog })));

export function AccountMenu({ me }: { me: Me }) {
  const [choosing, setChoosing] = useState(false);
  return (
    <>
      <LazyMenu
        width={240}
        warm={load}
        button={(props) => (
          <UnstyledButton {...props} aria-label={t("userMenu", { name: me.name })} p={4}>
            <PrincipalIcon kind="user" name={me.name} />
          </UnstyledButton>
        )}
      >
        <AccountItems me={me} onViewAs={() => setChoosing(true)} />
      </LazyMenu>
      {choosing && (
        <Suspense>
          <ViewAsDialog onClose={() => setChoosing(false)} />
        </Suspense>
      )}
    </>
  );
}
