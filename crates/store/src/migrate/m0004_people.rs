//! Seeing as somebody else, personal tokens, invitations, sign-in by OpenID Connect, and answers kept for every node.

use sea_orm::DbBackend;
use sea_orm::sea_query::{ColumnDef, ForeignKey, ForeignKeyAction, Index, Table, TableCreateStatement};
use sea_orm_migration::{DbErr, MigrationName, MigrationTrait, SchemaManager};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0004_people"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let c = Columns { backend: manager.get_database_backend() };
        add(manager, "sessions", c.text("view_as")).await?;
        // What goes with the kept body: its headers, as JSON.
        add(manager, "idempotency_keys", c.text("headers")).await?;
        let tables = [
            table(
                "tokens",
                [
                    c.bytes("id"),
                    c.bytes("secret_hash").unique_key().take(),
                    c.bytes("user_id"),
                    c.text("name").not_null().take(),
                    c.text("scope").not_null().take(),
                    c.int("created_at").not_null().take(),
                    c.int("expires_at"),
                    c.int("last_used_at"),
                ],
                &["id"],
            )
            .foreign_key(&mut of_user("tokens"))
            .take(),
            // One open invitation for each person: a new one kills the one before.
            table(
                "invitations",
                [
                    c.bytes("user_id"),
                    c.bytes("secret_hash").unique_key().take(),
                    c.int("created_at").not_null().take(),
                    c.int("expires_at").not_null().take(),
                ],
                &["user_id"],
            )
            .foreign_key(&mut of_user("invitations"))
            .take(),
            table(
                "identities",
                [
                    c.text("issuer").not_null().take(),
                    c.text("subject").not_null().take(),
                    c.bytes("user_id"),
                    c.int("created_at").not_null().take(),
                ],
                &["issuer", "subject"],
            )
            .foreign_key(&mut of_user("identities"))
            .take(),
            // A sign-in that is under way at the provider. Its state is kept as a hash, like every secret that comes back from outside.
            table(
                "sign_ins",
                [c.bytes("state_hash"), c.bytes("browser_hash"), c.text("body").not_null().take(), c.int("expires_at").not_null().take()],
                &["state_hash"],
            ),
        ];
        for table in tables {
            manager.create_table(table).await?;
        }
        for (name, table, column) in [
            ("tokens_user", "tokens", "user_id"),
            ("identities_user", "identities", "user_id"),
            ("sign_ins_expires", "sign_ins", "expires_at"),
            ("audit_verb", "audit", "verb"),
        ] {
            manager.create_index(Index::create().name(name).table(table).col(column).to_owned()).await?;
        }
        Ok(())
    }
}

async fn add(manager: &SchemaManager<'_>, table: &'static str, mut column: ColumnDef) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(table).add_column(&mut column).to_owned()).await
}

fn of_user(table: &'static str) -> sea_orm::sea_query::ForeignKeyCreateStatement {
    ForeignKey::create().from(table, "user_id").to("users", "id").on_delete(ForeignKeyAction::Cascade).to_owned()
}

/// The column types, as the first migration has them.
struct Columns {
    backend: DbBackend,
}

impl Columns {
    fn text(&self, name: &'static str) -> ColumnDef {
        let collation = if self.backend == DbBackend::Sqlite { "COLLATE BINARY" } else { "COLLATE \"C\"" };
        ColumnDef::new(name).text().extra(collation).take()
    }

    fn bytes(&self, name: &'static str) -> ColumnDef {
        ColumnDef::new(name).blob().not_null().take()
    }

    fn int(&self, name: &'static str) -> ColumnDef {
        ColumnDef::new(name).big_integer().take()
    }
}

fn table<const N: usize>(name: &'static str, columns: [ColumnDef; N], primary: &[&'static str]) -> TableCreateStatement {
    let mut table = Table::create().table(name).to_owned();
    for mut column in columns {
        table.col(&mut column);
    }
    let mut key = Index::create();
    for column in primary {
        key.col(*column);
    }
    table.primary_key(&mut key);
    table
}
