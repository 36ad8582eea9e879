//! What of the model one reader's query may name.

use access::FieldPredicate;
use vocab::{FieldPath, ModelName};

use crate::check::nearest;
use crate::compile_error::CompileError;
use crate::model::{Dimension, Field, Model, Topic};
use crate::query::FieldRef;
use crate::readable::Readable;

/// A model, a reader, and the topic that they ask.
pub(crate) struct Scope<'a> {
    pub(crate) model: &'a Model,
    pub(crate) who: &'a Readable<'a>,
    pub(crate) topic: Option<&'a Topic>,
    /// Which rows of the topic the reader sees.
    pub(crate) predicates: Vec<FieldPredicate>,
}

impl<'a> Scope<'a> {
    pub(crate) fn enter(model: &'a Model, topic: Option<&ModelName>, who: &'a Readable<'a>) -> Result<Self, CompileError> {
        let Some(name) = topic else { return Ok(Self { model, who, topic: None, predicates: Vec::new() }) };
        let Some(topic) = model.topics.get(name) else {
            let known = model.topics().filter(|topic| !topic.hidden && who.enters(&model.rules, &topic.rules).is_ok());
            let near = nearest(name.as_str(), known.map(|topic| topic.name.as_str())).map(str::to_owned);
            return Err(CompileError::TopicUnknown { name: name.to_string(), near });
        };
        match who.enters(&model.rules, &topic.rules) {
            Ok(predicates) => Ok(Self { model, who, topic: Some(topic), predicates }),
            Err(denied) => Err(CompileError::TopicDenied { name: name.to_string(), denied: Box::new(denied) }),
        }
    }

    /// The field, if this reader may use it here.
    pub(crate) fn field(&self, path: &FieldPath) -> Option<Field<'a>> {
        let model = self.model;
        let field = model.field(path)?;
        let head = field.head();
        let offered = self.topic.is_none_or(|topic| topic.fields.contains(path));
        if head.hidden || !offered || !self.who.holds(&model.rules, &head.guard) {
            return None;
        }
        let reachable = |view: &ModelName| self.topic.is_none_or(|topic| self.may_reach(topic, view));
        (reachable(&path.view) && head.uses.iter().all(|used| reachable(&used.view))).then_some(field)
    }

    /// Whether the views behind a dimension are in the topic, whoever asks; on all views every view is.
    pub(crate) fn has_views_of(&self, path: &FieldPath, dimension: &Dimension) -> bool {
        let Some(topic) = self.topic else { return true };
        let has = |view: &ModelName| *view == topic.base || topic.tree.iter().any(|step| step.child == *view);
        has(&path.view) && dimension.head.uses.iter().all(|used| has(&used.view))
    }

    /// Whether every join from the base view to this one may be seen by the reader.
    fn may_reach(&self, topic: &Topic, view: &ModelName) -> bool {
        let mut view = view;
        while *view != topic.base {
            let Some(step) = topic.tree.iter().find(|step| step.child == *view) else { return false };
            let allowed = self.model.joins.get(step.join).is_some_and(|join| self.who.holds(&self.model.rules, &join.guard));
            if !allowed {
                return false;
            }
            view = &step.parent;
        }
        true
    }

    /// The field, or the same answer for one that is not there and one that is not for this reader.
    pub(crate) fn find(&self, field: &FieldRef, pointer: &dyn Fn() -> String) -> Result<Field<'a>, CompileError> {
        let Some(found) = self.field(&field.path) else {
            let near = self.nearest_field(&field.path.to_string());
            return Err(CompileError::FieldUnknown { field: field.to_string(), near, pointer: pointer() });
        };
        let Some(grain) = field.grain else { return Ok(found) };
        let grains = match found {
            Field::Dimension(dimension) => dimension.grains.as_slice(),
            Field::Measure(_) => &[],
        };
        if grains.contains(&grain) {
            return Ok(found);
        }
        let expected = match grains {
            [] => "no time frame, as it is no date".to_owned(),
            grains => grains.iter().map(|grain| grain.as_str()).collect::<Vec<_>>().join(", "),
        };
        Err(CompileError::GrainUnknown { field: field.to_string(), expected, pointer: pointer() })
    }

    /// Every field that this reader may use here.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (FieldPath, Field<'a>)> {
        let paths = self.model.views.values().flat_map(|view| {
            let names = view.dimensions.keys().chain(view.measures.keys());
            names.map(|field| FieldPath { view: view.name.clone(), field: field.clone() })
        });
        paths.filter_map(|path| self.field(&path).map(|field| (path, field)))
    }

    fn nearest_field(&self, text: &str) -> Option<String> {
        let names: Vec<String> = self.fields().map(|(path, _)| path.to_string()).collect();
        nearest(text, names.iter().map(String::as_str)).map(str::to_owned)
    }
}
