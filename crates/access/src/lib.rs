//! Who may do what, and which rows and columns they may read. Pure: facts and a question in, a decision out.
//!
//! Ana administers the instance, Ben leads sales, Cleo works in it. The folder *Sales* gives the group *sales* the role viewer and Ben manager.
//! Cleo opens a report in it because she is in the group: `permit::<View, _>(&facts, &cleo, report)` gives a [`Permit`], and only with it does the
//! store hand the report out. She asks to rename it and gets a [`Denied`] that names the role she lacks. Dan, who is in no group, asks for the same
//! report and gets a `Denied` that is `hidden`: for him it does not exist. What rows they then see is the second question, [`data_policy`].
//!
//! Every door (page, API, report link, download) asks here, and nothing outside this crate can make a [`Permit`], a [`Scope`] or a [`DataPolicy`].

/// Compiled anew in each checkout, since checkouts share a build folder (`.cargo/config.toml`).
const _: Option<&str> = option_env!("LUCARNE_CHECKOUT");

mod attributes;
mod causes;
mod change;
mod connection;
mod cursor;
mod decide;
mod effective;
mod effects;
mod facts;
mod list;
mod mask;
mod ownership;
mod permit;
mod policy;
mod preview;
mod reason;
mod rules;
mod scopes;
mod sources;
mod standing;
mod subject;
mod tenants;
mod trial;
pub mod verb;
mod viewing;
mod words;
mod workbook;

pub use attributes::{AttributeClash, SYSTEM_ATTRIBUTES, attribute_values};
pub use causes::{TileAsk, causes, connection_reasons, table_rules, topic_rows};
pub use change::{Change, FactsError, LinkFacts, LinkMode, LinkRight, PublicLinks, Setting, Settings};
pub use connection::{boosted, data_policy, grant_holds, topic_access};
pub use decide::{can, decide, permit};
pub use effects::{ConnectionChange, Effects, ValueChange, effects};
pub use facts::{AttributeView, Facts, Grant, LinkView, NodeView, UserView};
pub use list::{Kind, List, ListError, Listed, Listing, Scope, scope_connections, scope_list, scope_of, scope_page};
pub use mask::{Mask, MaskRule, MaskSql};
pub use ownership::{Start, TransferRefused, farewell, owned_along, owner_there, stand_alone_check, starting_grants, transfer_check};
pub use permit::{Decision, Denied, Effect, Permit};
pub use policy::{ColumnPredicate, DataPolicy, FieldPredicate, RowRule, TablePolicy};
pub use preview::{BelowInherited, RoleChange, floor_check, move_check, preview};
pub use reason::Reason;
pub use rules::{
    AccessGrant, ColumnRule, Door, FieldRule, GrantExpr, GrantExprError, ModelRules, QueryKind, TableName, TableReach, TableRules,
    TopicRules,
};
pub use scopes::TokenScope;
pub use sources::{AccessEntry, Source, SourceKind, access_entries, access_entry, reach, role, sources};
pub use standing::{Asked, Standing, Standings};
pub use subject::{Actor, Hub, Instance, NodeId, Object, Parent, Principal, Target};
pub use tenants::{
    Tenancy, TenantColumn, TenantEffect, TenantFault, TenantFaults, TenantLimit, TenantRow, TenantSource, TenantTable, tenancy, tenancy_by,
    tenancy_of_address,
};
pub use trial::{people_of, trial};
pub use verb::{
    Action, Administer, Analyze, Browse, Create, CreateContent, Download, Drill, Duplicate, Edit, EditModel, Manage, ManageConnection, On,
    Own, QuerySql, QueryTopics, RequestAccess, Schedule, SeePeople, UploadData, UseConnection, Verb, View, ViewWorkbook,
};
pub use viewing::{Scenario, Seen, seen_as};
pub use workbook::{ModelChange, own_model, own_model_of, workbook, workbook_tab};
