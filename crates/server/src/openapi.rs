//! The OpenAPI document: what the handlers' annotations say, and what holds for all of them said once.

use std::collections::{BTreeSet, HashMap};

use axum::http::Method;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{AdditionalProperties, Object, ObjectBuilder, Schema, SchemaType, Type};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{HttpMethod, OpenApi as Document, PathItem, Ref, RefOr, Required, ResponseBuilder};
use utoipa::{OpenApi, ToSchema};

use crate::dto::project;
use crate::dto::reports::{FrameEnd, FrameHeader};
use crate::problem::{FieldFault, Problem};
use crate::session::PLAIN;

/// What the annotations of the handlers do not say.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Lucarne",
        version = "1",
        description = "One interface for the page, for programs and for tests. Times are RFC 3339 in UTC. Wherever a document's id is taken, its identifier is taken too. A thing that is not there and a thing that the caller may not see answer alike.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    components(schemas(Problem, FieldFault, FrameHeader, FrameEnd, project::Project)),
    tags(
        (name = "setup", description = "The first admin"),
        (name = "session", description = "Sign in, sign out, who am I"),
        (name = "content", description = "Folders and what is in them"),
        (name = "documents", description = "Documents and their projects"),
        (name = "reports", description = "Reports as readers get them, and their data"),
        (name = "queries", description = "Queries on a connection"),
        (name = "connections", description = "Connections, tables, roles"),
        (name = "models", description = "Model files and topics"),
        (name = "access", description = "Who may do what, why, and what a change would do"),
        (name = "links", description = "Report links"),
        (name = "visitors", description = "What a visitor of a report link uses"),
        (name = "people", description = "Users and principals"),
        (name = "groups", description = "Groups"),
        (name = "attributes", description = "User attributes"),
        (name = "admin", description = "Audit log and settings"),
        (name = "health", description = "For those who run the server")
    )
)]
struct Base;

/// Routes that answer without a session.
const OPEN: &[&str] = &["setup", "visitors", "health"];

const IDEMPOTENCY_KEY: &str = "Idempotency-Key";

/// Makers whose answer opens something: it is told once and kept nowhere.
const TELLS_A_SECRET: &[&str] = &["set_up", "create_link"];

/// Operations of other tags that do as well: they are for whoever is not signed in yet.
const OPEN_OPERATIONS: &[&str] = &["sign_in", "sign_in_ways", "start_oidc", "finish_oidc", "link_oidc"];

/// The document before the handlers are collected.
pub(crate) fn base() -> Document {
    Base::openapi()
}

/// Adds what holds for every operation, so that no annotation repeats it.
pub(crate) fn complete(mut document: Document) -> Document {
    if let Some(components) = document.components.as_mut() {
        for (name, schema) in &mut components.schemas {
            if name != &Problem::name() {
                always_present(schema);
            }
        }
        components.security_schemes.insert(
            "session".to_owned(),
            RefOr::T(SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
                PLAIN,
                "The cookie that signing in sets; over HTTPS its name is `__Host-lucarne`",
            )))),
        );
    }
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in operations(item) {
            complete_operation(path, &method, operation);
        }
    }
    document
}

/// The document as sent and committed.
pub(crate) fn text(document: &Document) -> String {
    let mut text = document.to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}

/// Which query parameters each operation knows.
pub(crate) fn query_parameters(document: &Document) -> HashMap<(Method, String), BTreeSet<String>> {
    let mut known = HashMap::new();
    for (path, item) in &document.paths.paths {
        for (method, operation) in operations(&mut item.clone()) {
            let names = operation.parameters.iter().flatten().filter_map(|parameter| match parameter {
                RefOr::T(parameter) if parameter.parameter_in == ParameterIn::Query => Some(parameter.name.clone()),
                _ => None,
            });
            known.insert((method_of(&method), path.clone()), names.collect());
        }
    }
    known
}

/// The `POST` routes whose answers are kept for an `Idempotency-Key`: those that say so in the document.
pub(crate) fn kept_answers(document: &Document) -> BTreeSet<String> {
    let keeps = |operation: &Operation| {
        operation.parameters.iter().flatten().any(|parameter| matches!(parameter, RefOr::T(parameter) if parameter.name == IDEMPOTENCY_KEY))
    };
    let routes = document.paths.paths.iter().filter(|(_, item)| item.post.as_ref().is_some_and(keeps));
    routes.map(|(path, _)| path.clone()).collect()
}

fn method_of(method: &HttpMethod) -> Method {
    match method {
        HttpMethod::Put => Method::PUT,
        HttpMethod::Post => Method::POST,
        HttpMethod::Delete => Method::DELETE,
        HttpMethod::Patch => Method::PATCH,
        _ => Method::GET,
    }
}

/// The operations of a path with their methods.
pub(crate) fn operations(item: &mut PathItem) -> Vec<(HttpMethod, &mut Operation)> {
    let all = [
        (HttpMethod::Get, item.get.as_mut()),
        (HttpMethod::Put, item.put.as_mut()),
        (HttpMethod::Post, item.post.as_mut()),
        (HttpMethod::Delete, item.delete.as_mut()),
        (HttpMethod::Patch, item.patch.as_mut()),
    ];
    all.into_iter().filter_map(|(method, operation)| operation.map(|operation| (method, operation))).collect()
}

fn complete_operation(path: &str, method: &HttpMethod, operation: &mut Operation) {
    let parameters = operation.parameters.get_or_insert_default();
    for name in path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')) {
        if !parameters.iter().any(|known| matches!(known, RefOr::T(known) if known.name == name)) {
            parameters.push(parameter(name, ParameterIn::Path, Required::True, path_text(path, name)));
        }
    }
    let tells_a_secret = operation.operation_id.as_deref().is_some_and(|id| TELLS_A_SECRET.contains(&id));
    if *method == HttpMethod::Post && operation.responses.responses.contains_key("201") && !tells_a_secret {
        let text = "1 to 64 visible ASCII characters: the same key again within a day answers what the first one answered";
        parameters.push(parameter(IDEMPOTENCY_KEY, ParameterIn::Header, Required::False, text));
    }
    let problem = ResponseBuilder::new()
        .description("A refusal")
        .header(
            "X-Request-Id",
            HeaderBuilder::new().schema(Some(text_schema())).description(Some("Names the request in the server's log")).build(),
        )
        .content("application/problem+json", ContentBuilder::new().schema(Some(RefOr::Ref(Ref::from_schema_name(Problem::name())))).build())
        .build();
    operation.responses.responses.insert("default".to_owned(), RefOr::T(problem));
    let open = operation.tags.iter().flatten().any(|tag| OPEN.contains(&tag.as_str()))
        || operation.operation_id.as_deref().is_some_and(|id| OPEN_OPERATIONS.contains(&id));
    if !open {
        operation.security = Some(vec![SecurityRequirement::new("session", Vec::<String>::new())]);
    }
}

fn parameter(name: &str, place: ParameterIn, required: Required, text: &str) -> RefOr<Parameter> {
    let parameter =
        ParameterBuilder::new().name(name).parameter_in(place).required(required).description(Some(text)).schema(Some(text_schema()));
    RefOr::T(parameter.build())
}

fn text_schema() -> RefOr<Schema> {
    RefOr::T(Schema::Object(ObjectBuilder::new().schema_type(SchemaType::Type(Type::String)).build()))
}

fn path_text(path: &str, name: &str) -> &'static str {
    match name {
        "id" if path.contains("/documents/") => "The document's id or identifier",
        "id" => "The id",
        "report" => "The report's id",
        "tile" => "The tile's id",
        "slug" => "The last part of the link's address",
        "group" => "The group's id",
        "principal" => "A user's or group's id",
        _ => "The name",
    }
}

/// Answers carry every field. Requests are told apart by refusing unknown ones.
fn always_present(schema: &mut RefOr<Schema>) {
    let RefOr::T(schema) = schema else { return };
    match schema {
        Schema::Object(object) => require_all(object),
        Schema::AllOf(all) => all.items.iter_mut().for_each(always_present),
        _ => {}
    }
}

fn require_all(object: &mut Object) {
    let strict = matches!(object.additional_properties.as_deref(), Some(AdditionalProperties::FreeForm(false)));
    if !strict {
        object.required = object.properties.keys().cloned().collect();
    }
}
