//! What a topic of the shared model shows: the measure of what a workbook's own field may look at and still be a field of that topic.

use std::collections::BTreeSet;

use vocab::{FieldPath, ModelName};

use crate::ast;
use crate::check::draft::Draft;
use crate::check::fields::Fields;
use crate::check::filters::filter_path;
use crate::check::resolve::{Resolver, find_measure};
use crate::model::{Model, Topic};

/// What a topic of the shared model shows as it is.
pub(super) struct Offered<'m> {
    fields: BTreeSet<&'m FieldPath>,
    /// Columns that a dimension of the topic is, by the name of the view.
    columns: BTreeSet<(ModelName, String)>,
    views: BTreeSet<&'m ModelName>,
}

impl<'m> Offered<'m> {
    pub(super) fn of(model: &'m Model, topic: &'m Topic) -> Self {
        let mut offered = Self { fields: BTreeSet::new(), columns: BTreeSet::new(), views: BTreeSet::new() };
        for path in &topic.fields {
            let Some(view) = model.views.get(&path.view) else { continue };
            offered.views.insert(&path.view);
            let Some(dimension) = view.dimensions.get(&path.field) else {
                offered.fields.insert(path);
                continue;
            };
            // Bins show less than the number that they are made of.
            if !dimension.bins.is_empty() {
                continue;
            }
            offered.fields.insert(path);
            if let Some((of, column)) = ast::as_column(&dimension.sql)
                && of == path.view.as_str()
            {
                offered.columns.insert((path.view.clone(), column.to_owned()));
            }
        }
        offered
    }

    pub(super) fn field(&self, path: &FieldPath) -> bool {
        self.fields.contains(path)
    }

    pub(super) fn column(&self, view: &ModelName, column: &str) -> bool {
        self.columns.contains(&(view.clone(), column.to_owned()))
    }

    /// Whether a field is made of nothing but what the topic shows.
    pub(super) fn within(
        &self,
        path: &FieldPath,
        draft: &Draft,
        resolver: &Resolver<'_>,
        fields: &Fields,
        seen: &mut BTreeSet<FieldPath>,
    ) -> bool {
        if !seen.insert(path.clone()) {
            return true;
        }
        let Some(own_view) = resolver.names.get(&path.view) else { return false };
        let own = FieldPath { view: own_view.clone(), field: path.field.clone() };
        if !draft.own.fields.contains(&own) {
            return self.field(path);
        }
        let Some(resolved) = fields.get(&own) else { return false };
        let columns = resolved.iter().flat_map(|resolved| &resolved.columns);
        if !self.views.contains(&path.view) || !columns.into_iter().all(|column| self.column(&path.view, column)) {
            return false;
        }
        let here = |mut used: FieldPath| {
            if used.view == *own_view {
                used.view = path.view.clone();
            }
            used
        };
        let measure = resolver.view(&path.view).and_then(|view| find_measure(view, &path.field));
        let filtered = measure.into_iter().flat_map(|measure| &measure.filters).map(|filter| filter_path(filter, own_view, &path.view));
        let used: Vec<Option<FieldPath>> = resolver.direct(&own).map(|used| Some(here(used))).chain(filtered).collect();
        used.into_iter().all(|used| used.is_some_and(|used| self.within(&used, draft, resolver, fields, seen)))
    }
}
