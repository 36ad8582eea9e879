//! Model files as written: every key read, nothing resolved yet.

use std::collections::{BTreeMap, BTreeSet};

use access::{AccessGrant, GrantExpr};
use vocab::{AttributeValue, DataType, FieldPath, ModelName, TimeGrain};

use super::report::{Place, Placed};
use crate::model::AggregateType;
use crate::query::{FilterOp, FilterValue};

/// All model files together.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) grants: Vec<(Placed<ModelName>, AccessGrant)>,
    pub(super) default_topic_required: Option<Placed<GrantExpr>>,
    pub(super) default_topic_filters: Vec<DraftRule>,
    pub(super) week_start: u8,
    pub(super) relationships: Vec<DraftJoin>,
    pub(super) views: Vec<DraftView>,
    pub(super) topics: Vec<DraftTopic>,
    /// Files that could not be read: what refers to them is not reported again.
    pub(super) unread: Vec<String>,
    /// What of it is a workbook's own.
    pub(super) own: Own,
}

/// What a workbook's own model adds to the shared one; nothing for a shared model by itself.
#[derive(Debug, Default)]
pub(super) struct Own {
    /// By the view's own name; every field of an own view is here too.
    pub(super) fields: BTreeSet<FieldPath>,
    pub(super) views: BTreeSet<ModelName>,
    pub(super) topics: BTreeMap<ModelName, OwnTopic>,
}

/// How a workbook's own model speaks of a topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OwnTopic {
    Added,
    Changed {
        /// It says itself which fields the topic offers.
        curated: bool,
    },
}

#[derive(Debug)]
pub(super) struct DraftView {
    pub(super) name: ModelName,
    pub(super) at: Place,
    pub(super) label: Option<String>,
    pub(super) description: Option<String>,
    pub(super) hidden: bool,
    pub(super) table: Option<Placed<String>>,
    pub(super) sql: Option<Placed<String>>,
    pub(super) primary_key: Vec<Placed<String>>,
    pub(super) required: Option<Placed<GrantExpr>>,
    pub(super) row_policies: Vec<DraftRule>,
    pub(super) dimensions: Vec<DraftDimension>,
    pub(super) measures: Vec<DraftMeasure>,
}

/// What dimensions and measures have in common.
#[derive(Debug)]
pub(super) struct DraftHead {
    pub(super) name: ModelName,
    pub(super) at: Place,
    pub(super) sql: Option<Placed<String>>,
    pub(super) data_type: Option<DataType>,
    pub(super) label: Option<String>,
    pub(super) description: Option<String>,
    pub(super) group: Option<String>,
    pub(super) format: Option<String>,
    pub(super) hidden: bool,
    pub(super) required: Option<Placed<GrantExpr>>,
    /// A key that decides what the field is could not be read, which was told; nothing more can be said of the field.
    pub(super) broken: bool,
}

#[derive(Debug)]
pub(super) struct DraftDimension {
    pub(super) head: DraftHead,
    pub(super) timeframes: Option<Vec<Placed<TimeGrain>>>,
    pub(super) bins: Vec<f64>,
    pub(super) mask: Option<DraftMask>,
}

/// `mask` of a dimension.
#[derive(Debug)]
pub(super) struct DraftMask {
    pub(super) unless: Placed<GrantExpr>,
    pub(super) with: Placed<DraftWith>,
}

/// What stands in the column.
#[derive(Debug)]
pub(super) enum DraftWith {
    Null,
    Text(String),
    Hash,
    /// A field of no name of its own, so that its SQL is followed as that of fields is.
    Sql(Box<DraftHead>),
}

#[derive(Debug)]
pub(super) struct DraftMeasure {
    pub(super) head: DraftHead,
    pub(super) aggregate: Option<AggregateType>,
    pub(super) filters: Vec<DraftFilter>,
}

/// One condition of `filters`, `default_filters` or `always_where_filters`.
#[derive(Debug, Clone)]
pub(super) struct DraftFilter {
    /// As written: `field`, `view.field` or `view.field[month]`.
    pub(super) field: Placed<String>,
    pub(super) op: FilterOp,
    pub(super) values: Vec<FilterValue>,
    pub(super) values_at: Place,
}

/// One entry of `row_policies` or `access_filters`.
#[derive(Debug, Clone)]
pub(super) struct DraftRule {
    pub(super) field: Placed<String>,
    pub(super) user_attribute: ModelName,
    pub(super) values_for_unfiltered: Vec<AttributeValue>,
    pub(super) like: bool,
}

#[derive(Debug)]
pub(super) struct DraftJoin {
    pub(super) at: Place,
    pub(super) from: Placed<ModelName>,
    pub(super) from_as: Option<Placed<ModelName>>,
    pub(super) to: Placed<ModelName>,
    pub(super) to_as: Option<Placed<ModelName>>,
    pub(super) from_label: Option<String>,
    pub(super) to_label: Option<String>,
    pub(super) inner: bool,
    pub(super) many_from: bool,
    pub(super) many_to: bool,
    pub(super) reversible: bool,
    /// Of a workbook's own model.
    pub(super) own: bool,
    pub(super) on: Placed<String>,
}

impl DraftJoin {
    /// The name that queries use for the left side.
    pub(super) fn left(&self) -> &ModelName {
        &self.from_as.as_ref().unwrap_or(&self.from).value
    }

    /// The name that queries use for the right side.
    pub(super) fn right(&self) -> &ModelName {
        &self.to_as.as_ref().unwrap_or(&self.to).value
    }
}

#[derive(Debug)]
pub(super) struct DraftTopic {
    pub(super) name: ModelName,
    pub(super) at: Place,
    pub(super) label: Option<String>,
    pub(super) description: Option<String>,
    pub(super) hidden: bool,
    pub(super) base: Option<Placed<ModelName>>,
    /// Parent and child, parents first.
    pub(super) joins: Vec<(Option<ModelName>, Placed<ModelName>)>,
    pub(super) fields: Option<Vec<Placed<String>>>,
    pub(super) default_filters: Vec<DraftFilter>,
    pub(super) always: Vec<DraftFilter>,
    pub(super) access_filters: Option<Vec<DraftRule>>,
    pub(super) required: Option<Placed<GrantExpr>>,
    pub(super) default_row_limit: Option<u32>,
}

/// A field that a draft names, either `field` of the view at hand or `view.field`.
pub(super) fn path_in(view: Option<&ModelName>, text: &str) -> Option<FieldPath> {
    match (text.contains('.'), view) {
        (true, _) => text.parse().ok(),
        (false, Some(view)) => Some(FieldPath { view: view.clone(), field: text.to_ascii_lowercase().parse().ok()? }),
        (false, None) => None,
    }
}
