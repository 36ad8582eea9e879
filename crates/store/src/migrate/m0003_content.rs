//! Favourites and access requests.

use sea_orm::DbBackend;
use sea_orm::sea_query::{ColumnDef, ForeignKey, ForeignKeyAction, ForeignKeyCreateStatement, Index, Table};
use sea_orm_migration::{DbErr, MigrationName, MigrationTrait, SchemaManager};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0003_content"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let backend = manager.get_database_backend();
        let favourites = Table::create()
            .table("favourites")
            .col(key("user_id").not_null())
            .col(key("node_id").not_null())
            .col(ColumnDef::new("marked_at").big_integer().not_null())
            .primary_key(Index::create().col("user_id").col("node_id"))
            .foreign_key(&mut child("favourites", "user_id", "users"))
            .foreign_key(&mut child("favourites", "node_id", "nodes"))
            .take();
        let requests = Table::create()
            .table("access_requests")
            .col(key("id").not_null())
            .col(key("document_id").not_null())
            .col(key("user_id").not_null())
            .col(text(backend, "role").not_null())
            .col(text(backend, "message"))
            .col(ColumnDef::new("asked_at").big_integer().not_null())
            .col(text(backend, "state").not_null())
            .col(key("answered_by"))
            .col(ColumnDef::new("answered_at").big_integer())
            .col(text(backend, "reason"))
            .primary_key(Index::create().col("id"))
            .foreign_key(&mut child("access_requests", "document_id", "nodes"))
            .foreign_key(&mut child("access_requests", "user_id", "users"))
            .take();
        for table in [favourites, requests] {
            manager.create_table(table).await?;
        }
        for (name, table, column) in [
            ("favourites_node", "favourites", "node_id"),
            ("access_requests_document", "access_requests", "document_id"),
            ("access_requests_user", "access_requests", "user_id"),
        ] {
            manager.create_index(Index::create().name(name).table(table).col(column).to_owned()).await?;
        }
        Ok(())
    }
}

fn key(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).blob().take()
}

/// Byte for byte in both databases, as every text of the schema.
fn text(backend: DbBackend, name: &'static str) -> ColumnDef {
    let collation = if backend == DbBackend::Sqlite { "COLLATE BINARY" } else { "COLLATE \"C\"" };
    ColumnDef::new(name).text().extra(collation).take()
}

/// Goes when what it is about goes.
fn child(table: &'static str, column: &'static str, to: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(table, column).to(to, "id").on_delete(ForeignKeyAction::Cascade).to_owned()
}
