//! The first form of the database.

use sea_orm::DbBackend;
use sea_orm::sea_query::{ColumnDef, ForeignKey, ForeignKeyAction, Index, Query, Table, TableCreateStatement};
use sea_orm_migration::{DbErr, MigrationName, MigrationTrait, SchemaManager};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0001_start"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = Columns { backend: manager.get_database_backend() };
        for table in people(&columns).into_iter().chain(content(&columns)).chain(connections(&columns)).chain(system(&columns)) {
            manager.create_table(table).await?;
        }
        for (name, table, keys) in INDEXES {
            let mut index = Index::create().name(*name).table(*table).to_owned();
            for key in *keys {
                index.col(*key);
            }
            manager.create_index(index).await?;
        }
        // The rows that are locked or counted up; they are never deleted.
        manager
            .execute(
                Query::insert().into_table("access_revision").columns(["id", "revision"]).values_panic([1.into(), 1i64.into()]).to_owned(),
            )
            .await?;
        let start = vec![0u8; 32];
        manager
            .execute(
                Query::insert()
                    .into_table("audit_head")
                    .columns(["id", "seq", "hash"])
                    .values_panic([1.into(), 0i64.into(), start.into()])
                    .to_owned(),
            )
            .await
    }
}

/// Indexes beside the primary and unique keys.
const INDEXES: &[(&str, &str, &[&str])] = &[
    ("group_members_member", "group_members", &["member_id"]),
    ("attribute_values_name", "attribute_values", &["name"]),
    ("sessions_user", "sessions", &["user_id"]),
    ("sessions_expires", "sessions", &["expires_at"]),
    ("nodes_parent", "nodes", &["parent_folder"]),
    ("nodes_personal", "nodes", &["personal_of"]),
    ("nodes_owner", "nodes", &["owner_id"]),
    ("document_identifiers_document", "document_identifiers", &["document_id"]),
    ("grants_principal", "grants", &["principal_id"]),
    ("visits_document", "visits", &["document_id"]),
    ("report_links_document", "report_links", &["document_id"]),
    ("audit_at", "audit", &["at"]),
    ("audit_object", "audit", &["object", "seq"]),
    ("audit_actor", "audit", &["actor", "seq"]),
    ("idempotency_keys_created", "idempotency_keys", &["created_at"]),
];

fn people(c: &Columns) -> Vec<TableCreateStatement> {
    vec![
        table(
            "users",
            [
                c.key("id"),
                c.text("email").unique_key().take(),
                c.text("name"),
                c.text_null("password_hash"),
                c.flag("is_admin"),
                c.flag("active"),
                c.int("created_at"),
                c.int_null("last_seen_at"),
            ],
            &["id"],
        ),
        table("user_groups", [c.key("id"), c.text("name").unique_key().take(), c.int("created_at")], &["id"]),
        table("group_members", [c.key("group_id"), c.text("member_kind"), c.key("member_id")], &["group_id", "member_kind", "member_id"])
            .foreign_key(&mut child("group_members", "group_id", "user_groups", "id"))
            .take(),
        table(
            "attributes",
            [c.text("name"), c.text("label"), c.text("kind"), c.flag("multiple"), c.text_null("default_values"), c.int("created_at")],
            &["name"],
        ),
        table(
            "attribute_values",
            [c.text("holder_kind"), c.key("holder_id"), c.text("name"), c.text("stored_values")],
            &["holder_kind", "holder_id", "name"],
        )
        .foreign_key(&mut child("attribute_values", "name", "attributes", "name"))
        .take(),
        table(
            "sessions",
            [
                c.key("id"),
                c.bytes("secret_hash").unique_key().take(),
                c.key("user_id"),
                c.int("created_at"),
                c.int("last_seen_at"),
                c.int("expires_at"),
            ],
            &["id"],
        )
        .foreign_key(&mut child("sessions", "user_id", "users", "id"))
        .take(),
    ]
}

fn content(c: &Columns) -> Vec<TableCreateStatement> {
    vec![
        table(
            "nodes",
            [
                c.key("id"),
                c.text("kind"),
                c.key_null("parent_folder"),
                c.key_null("personal_of"),
                c.key("owner_id"),
                c.key("creator_id"),
                c.text("name"),
                c.text_null("description"),
                c.flag("stands_alone"),
                c.int_null("trashed_at"),
                c.key_null("trashed_by"),
                c.int("created_at"),
                c.int("updated_at"),
            ],
            &["id"],
        )
        .foreign_key(&mut points("nodes", "parent_folder", "nodes", "id"))
        .foreign_key(&mut points("nodes", "personal_of", "users", "id"))
        .foreign_key(&mut points("nodes", "owner_id", "users", "id"))
        .take(),
        table(
            "projects",
            [c.key("document_id"), c.int("version"), c.text("content"), c.text("outline"), c.key("saved_by"), c.int("saved_at")],
            &["document_id"],
        )
        .foreign_key(&mut child("projects", "document_id", "nodes", "id"))
        .take(),
        // A row outlives its document: a former identifier is never given to another one.
        table("document_identifiers", [c.text("identifier"), c.key("document_id"), c.flag("present"), c.int("given_at")], &["identifier"]),
        table(
            "grants",
            [c.key("node_id"), c.text("principal_kind"), c.key("principal_id"), c.text("role"), c.flag("boost")],
            &["node_id", "principal_kind", "principal_id"],
        )
        .foreign_key(&mut child("grants", "node_id", "nodes", "id"))
        .take(),
        table("instance_grants", [c.key("group_id"), c.text("role")], &["group_id"])
            .foreign_key(&mut child("instance_grants", "group_id", "user_groups", "id"))
            .take(),
        table("document_abilities", [c.key("document_id"), c.text("ability"), c.flag("switched_on")], &["document_id", "ability"])
            .foreign_key(&mut child("document_abilities", "document_id", "nodes", "id"))
            .take(),
        table("ability_settings", [c.text("ability"), c.flag("available"), c.flag("default_on")], &["ability"]),
        // Without foreign keys: written in batches with other notes, which a visit of something just removed must not spoil.
        table("visits", [c.key("user_id"), c.key("document_id"), c.int("visited_at")], &["user_id", "document_id"]),
        table(
            "report_links",
            [
                c.key("id"),
                c.key("document_id"),
                c.key("report_id"),
                c.text("name"),
                c.text("mode"),
                c.text("rights"),
                c.text("attributes"),
                c.int_null("expires_at"),
                c.int("rotation"),
                c.bytes("slug_hash").unique_key().take(),
                c.key("created_by"),
                c.int("created_at"),
                c.int_null("last_used_at"),
                c.int("openings"),
            ],
            &["id"],
        )
        .foreign_key(&mut child("report_links", "document_id", "nodes", "id"))
        .take(),
    ]
}

fn connections(c: &Columns) -> Vec<TableCreateStatement> {
    vec![
        table(
            "connections",
            [
                c.key("id"),
                c.text("name").unique_key().take(),
                c.text("kind"),
                c.text("base_role"),
                c.int("model_version"),
                c.key("created_by"),
                c.int("created_at"),
            ],
            &["id"],
        ),
        table(
            "connection_roles",
            [c.key("connection_id"), c.text("principal_kind"), c.key("principal_id"), c.text("role")],
            &["connection_id", "principal_kind", "principal_id"],
        )
        .foreign_key(&mut child("connection_roles", "connection_id", "connections", "id"))
        .take(),
        table(
            "model_files",
            [c.key("connection_id"), c.text("name"), c.text("content"), c.key("saved_by"), c.int("saved_at")],
            &["connection_id", "name"],
        )
        .foreign_key(&mut child("model_files", "connection_id", "connections", "id"))
        .take(),
    ]
}

fn system(c: &Columns) -> Vec<TableCreateStatement> {
    vec![
        table("access_revision", [c.small("id"), c.int("revision")], &["id"]),
        table("settings", [c.text("name"), c.text("content")], &["name"]),
        table(
            "audit",
            [c.int("seq"), c.int("at"), c.text("body"), c.text("actor"), c.text("verb"), c.text("object"), c.bytes("hash")],
            &["seq"],
        ),
        table("audit_head", [c.small("id"), c.int("seq"), c.bytes("hash")], &["id"]),
        table(
            "idempotency_keys",
            [
                c.text("actor"),
                c.text("route"),
                c.text("idempotency_key"),
                c.bytes("body_hash"),
                c.small("status"),
                c.bytes("response"),
                c.int("created_at"),
            ],
            &["actor", "route", "idempotency_key"],
        ),
    ]
}

/// The column types in use. Text says its collation: two texts are equal exactly when their bytes are, and sort by them, whatever the database was made with.
struct Columns {
    backend: DbBackend,
}

impl Columns {
    fn text(&self, name: &'static str) -> ColumnDef {
        self.text_null(name).not_null().take()
    }

    fn text_null(&self, name: &'static str) -> ColumnDef {
        let collation = if self.backend == DbBackend::Sqlite { "COLLATE BINARY" } else { "COLLATE \"C\"" };
        ColumnDef::new(name).text().extra(collation).take()
    }

    fn key(&self, name: &'static str) -> ColumnDef {
        self.bytes(name)
    }

    fn key_null(&self, name: &'static str) -> ColumnDef {
        ColumnDef::new(name).blob().take()
    }

    fn bytes(&self, name: &'static str) -> ColumnDef {
        ColumnDef::new(name).blob().not_null().take()
    }

    fn int(&self, name: &'static str) -> ColumnDef {
        ColumnDef::new(name).big_integer().not_null().take()
    }

    fn int_null(&self, name: &'static str) -> ColumnDef {
        ColumnDef::new(name).big_integer().take()
    }

    fn small(&self, name: &'static str) -> ColumnDef {
        ColumnDef::new(name).integer().not_null().take()
    }

    fn flag(&self, name: &'static str) -> ColumnDef {
        ColumnDef::new(name).boolean().not_null().take()
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

/// A row that goes when what it belongs to goes.
fn child(
    table: &'static str,
    column: &'static str,
    to: &'static str,
    to_column: &'static str,
) -> sea_orm::sea_query::ForeignKeyCreateStatement {
    ForeignKey::create().from(table, column).to(to, to_column).on_delete(ForeignKeyAction::Cascade).to_owned()
}

/// A row that must not be left pointing at nothing: deleting what it points at is refused.
fn points(
    table: &'static str,
    column: &'static str,
    to: &'static str,
    to_column: &'static str,
) -> sea_orm::sea_query::ForeignKeyCreateStatement {
    ForeignKey::create().from(table, column).to(to, to_column).on_delete(ForeignKeyAction::Restrict).to_owned()
}
