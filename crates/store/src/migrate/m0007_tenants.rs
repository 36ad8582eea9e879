//! Tenant tables of reports.

use sea_orm::DbBackend;
use sea_orm::sea_query::{ColumnDef, ForeignKey, ForeignKeyAction, Index, Table};
use sea_orm_migration::{DbErr, MigrationName, MigrationTrait, SchemaManager};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0007_tenants"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let collation = if manager.get_database_backend() == DbBackend::Sqlite { "COLLATE BINARY" } else { "COLLATE \"C\"" };
        let table = Table::create()
            .table("tenant_tables")
            .col(ColumnDef::new("document_id").blob().not_null())
            .col(ColumnDef::new("report_id").blob().not_null())
            .col(ColumnDef::new("version").big_integer().not_null())
            .col(ColumnDef::new("content").text().extra(collation))
            .col(ColumnDef::new("saved_by").blob().not_null())
            .col(ColumnDef::new("saved_at").big_integer().not_null())
            .primary_key(Index::create().col("document_id").col("report_id"))
            .foreign_key(ForeignKey::create().from("tenant_tables", "document_id").to("nodes", "id").on_delete(ForeignKeyAction::Cascade))
            .to_owned();
        manager.create_table(table).await
    }
}
