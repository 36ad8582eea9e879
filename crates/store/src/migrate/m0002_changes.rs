//! The changes of the facts, from which other nodes catch up.

use sea_orm::sea_query::{ColumnDef, Table};
use sea_orm_migration::{DbErr, MigrationName, MigrationTrait, SchemaManager};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0002_changes"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("access_changes")
            .col(ColumnDef::new("revision").big_integer().not_null().primary_key().take())
            .col(ColumnDef::new("body").text().not_null().take())
            .to_owned();
        manager.create_table(table).await
    }
}
