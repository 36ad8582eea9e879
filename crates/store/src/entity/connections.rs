//! Connections, their roles and their model files.

/// A place where tables are.
pub(crate) mod connection {
    use sea_orm::entity::prelude::*;

    use crate::key::Key;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "connections")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) id: Key,
        pub(crate) name: String,
        pub(crate) kind: String,
        pub(crate) base_role: String,
        pub(crate) model_version: i64,
        pub(crate) created_by: Key,
        pub(crate) created_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A role on a connection beyond its base role.
pub(crate) mod connection_role {
    use sea_orm::entity::prelude::*;

    use crate::key::Key;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "connection_roles")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) connection_id: Key,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) principal_kind: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) principal_id: Key,
        pub(crate) role: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A file of a connection's model.
pub(crate) mod model_file {
    use sea_orm::entity::prelude::*;

    use crate::key::Key;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "model_files")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) connection_id: Key,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) name: String,
        pub(crate) content: String,
        pub(crate) saved_by: Key,
        pub(crate) saved_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
