//! The content tree, who may do what with it, and the documents' projects.

/// A folder or document. Neither parent set: it lies at the root of Shared.
pub(crate) mod node {
    use sea_orm::entity::prelude::*;

    use crate::key::Key;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "nodes")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) id: Key,
        pub(crate) kind: String,
        pub(crate) parent_folder: Option<Key>,
        pub(crate) personal_of: Option<Key>,
        pub(crate) owner_id: Key,
        pub(crate) creator_id: Key,
        pub(crate) name: String,
        pub(crate) description: Option<String>,
        pub(crate) stands_alone: bool,
        pub(crate) trashed_at: Option<i64>,
        pub(crate) trashed_by: Option<Key>,
        pub(crate) created_at: i64,
        pub(crate) updated_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What a document holds.
pub(crate) mod project {
    use sea_orm::entity::prelude::*;

    use crate::key::Key;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "projects")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) document_id: Key,
        pub(crate) version: i64,
        pub(crate) content: String,
        pub(crate) outline: String,
        pub(crate) saved_by: Key,
        pub(crate) saved_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A readable name of a document, the present one or a former one that keeps leading to it.
pub(crate) mod identifier {
    use sea_orm::entity::prelude::*;

    use crate::key::Key;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "document_identifiers")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) identifier: String,
        pub(crate) document_id: Key,
        pub(crate) present: bool,
        pub(crate) given_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A role given on a folder or document.
pub(crate) mod grant {
    use sea_orm::entity::prelude::*;

    use crate::key::Key;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "grants")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) node_id: Key,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) principal_kind: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) principal_id: Key,
        pub(crate) role: String,
        pub(crate) boost: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A role that a group has on everything.
pub(crate) mod instance_grant {
    use sea_orm::entity::prelude::*;

    use crate::key::Key;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "instance_grants")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) group_id: Key,
        pub(crate) role: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// An ability switched on or off on a document.
pub(crate) mod ability {
    use sea_orm::entity::prelude::*;

    use crate::key::Key;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "document_abilities")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) document_id: Key,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) ability: String,
        pub(crate) switched_on: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The tenant table of a report.
pub(crate) mod tenant_table {
    use sea_orm::entity::prelude::*;

    use crate::key::Key;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "tenant_tables")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) document_id: Key,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) report_id: Key,
        pub(crate) version: i64,
        /// None once it was taken away: the version goes on, so that nobody saves over that unknowingly.
        pub(crate) content: Option<String>,
        pub(crate) saved_by: Key,
        pub(crate) saved_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Whether an ability is available on the instance, and what new documents start with.
pub(crate) mod ability_setting {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "ability_settings")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) ability: String,
        pub(crate) available: bool,
        pub(crate) default_on: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// When a person last opened a document.
pub(crate) mod visit {
    use sea_orm::entity::prelude::*;

    use crate::key::Key;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "visits")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) user_id: Key,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) document_id: Key,
        pub(crate) visited_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A report link. Its address is not here, only the hash of its slug.
pub(crate) mod link {
    use sea_orm::entity::prelude::*;

    use crate::key::Key;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "report_links")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) id: Key,
        pub(crate) document_id: Key,
        pub(crate) report_id: Key,
        pub(crate) name: String,
        pub(crate) mode: String,
        pub(crate) rights: String,
        pub(crate) attributes: String,
        pub(crate) expires_at: Option<i64>,
        pub(crate) rotation: i64,
        pub(crate) slug_hash: Vec<u8>,
        pub(crate) created_by: Key,
        pub(crate) created_at: i64,
        pub(crate) last_used_at: Option<i64>,
        pub(crate) openings: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
