//! Every route of the interface, on one page, and what stands around them.

use std::sync::Arc;

use app::App;
use axum::body::Body;
use axum::http::header;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Router, extract::State};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::assets;
use crate::error::{Refusal, RequestFault};
use crate::middleware::{gate, idempotency, identify, origin, outermost};
use crate::openapi;
use crate::routes::{
    access, admin, attributes, audit, connections, content, documents, groups, health, links, models, oidc, ownership, people, queries,
    reach, reports, requests, session, setup, tenants, tokens, view_as, visitors,
};
use crate::state::{Server, ServerConfig};
use crate::stream::FRAMES;

/// The whole server as one service.
pub fn router(app: Arc<App>, config: ServerConfig) -> Router {
    let (routes, document) = api().split_for_parts();
    let document = openapi::complete(document);
    let server = Server::new(app, config, &document);
    let routes = routes
        .route_layer(from_fn_with_state(server.clone(), idempotency::idempotent))
        .route_layer(from_fn_with_state(server.clone(), identify::identify))
        .route_layer(from_fn_with_state(server.clone(), origin::same_origin))
        .route_layer(from_fn_with_state(server.clone(), gate::route_rules));
    // Frames go out one by one: a compressor would hold tiles back until it has enough of them.
    let compressed = SizeAbove::new(1024).and(NotForContentType::const_new(FRAMES)).and(NotForContentType::const_new("image/"));
    Router::new()
        .route("/health", get(health::health))
        .route("/ready", get(health::ready))
        .route("/api/docs", get(docs_page))
        .route("/api/v1/openapi.json", get(openapi_document))
        .merge(routes)
        .fallback(assets::page)
        .with_state(server.clone())
        .layer(CatchPanicLayer::custom(panicked))
        .layer(CompressionLayer::new().compress_when(compressed))
        .layer(from_fn_with_state(server, outermost::outermost))
}

/// The OpenAPI document of all routes.
pub(crate) fn document() -> OpenApi {
    openapi::complete(api().into_openapi())
}

/// The routes under `/api/v1` with their part of the OpenAPI document.
fn api() -> OpenApiRouter<Server> {
    let routes = OpenApiRouter::new()
        .routes(routes!(setup::setup_state, setup::set_up))
        .routes(routes!(oidc::sign_in_ways, session::sign_in, session::sign_out))
        .routes(routes!(oidc::start_oidc))
        .routes(routes!(oidc::finish_oidc))
        .routes(routes!(oidc::link_oidc))
        .routes(routes!(session::who_am_i))
        .routes(routes!(view_as::begin_view_as, view_as::end_view_as))
        .routes(routes!(tokens::list_tokens, tokens::create_token))
        .routes(routes!(tokens::end_token))
        .routes(routes!(tokens::change_password))
        .routes(routes!(content::list_content))
        .routes(routes!(content::create_folder))
        .routes(routes!(content::rename_folder))
        .routes(routes!(content::delete_node))
        .routes(routes!(content::duplicate_document))
        .routes(routes!(content::mark_favourite, content::unmark_favourite))
        .routes(routes!(content::trash_node))
        .routes(routes!(content::restore_node))
        .routes(routes!(content::move_node))
        .routes(routes!(documents::create_document))
        .routes(routes!(documents::read_document, documents::change_document))
        .routes(routes!(documents::read_project, documents::save_project))
        .routes(routes!(reports::read_report))
        .routes(routes!(reports::report_data))
        .routes(routes!(reports::report_suggest))
        .routes(routes!(reports::report_download))
        .routes(routes!(tenants::read_tenants, tenants::save_tenants))
        .routes(routes!(tenants::try_tenants))
        .routes(routes!(queries::run_query))
        .routes(routes!(connections::list_connections, connections::create_connection))
        .routes(routes!(connections::delete_connection))
        .routes(routes!(connections::test_connection))
        .routes(routes!(connections::list_tables))
        .routes(routes!(connections::put_table))
        .routes(routes!(connections::read_connection_roles, connections::change_connection_roles))
        .routes(routes!(models::read_model))
        .routes(routes!(models::put_model_file, models::delete_model_file))
        .routes(routes!(models::check_model))
        .routes(routes!(models::promote_model))
        .routes(routes!(models::check_own_model))
        .routes(routes!(models::list_topics))
        .routes(routes!(models::read_topic))
        .routes(routes!(models::topic_suggest))
        .routes(routes!(access::read_access, access::change_access))
        .routes(routes!(access::explain_access))
        .routes(routes!(access::read_warnings))
        .routes(routes!(access::read_abilities, access::change_abilities))
        .routes(routes!(ownership::put_owner))
        .routes(routes!(ownership::put_inheritance))
        .routes(routes!(ownership::list_instance_grants))
        .routes(routes!(ownership::put_instance_grant, ownership::delete_instance_grant))
        .routes(routes!(requests::request_access))
        .routes(routes!(requests::list_requests))
        .routes(routes!(requests::grant_request))
        .routes(routes!(requests::refuse_request))
        .routes(routes!(links::list_links, links::create_link))
        .routes(routes!(links::read_link, links::change_link, links::delete_link))
        .routes(routes!(links::rotate_link))
        .routes(routes!(links::link_qr))
        .routes(routes!(visitors::open_link))
        .routes(routes!(visitors::link_data))
        .routes(routes!(visitors::link_suggest))
        .routes(routes!(visitors::link_download))
        .routes(routes!(people::list_users, people::create_user))
        .routes(routes!(people::read_user, people::change_user, people::delete_user))
        .routes(routes!(people::owned_by_user))
        .routes(routes!(people::invite_user))
        .routes(routes!(people::read_invitation))
        .routes(routes!(people::accept_invitation))
        .routes(routes!(reach::user_reach))
        .routes(routes!(reach::content_reach))
        .routes(routes!(people::find_principals))
        .routes(routes!(groups::list_groups, groups::create_group))
        .routes(routes!(groups::read_group, groups::rename_group, groups::delete_group))
        .routes(routes!(groups::add_member, groups::remove_member))
        .routes(routes!(attributes::list_attributes, attributes::create_attribute))
        .routes(routes!(attributes::delete_attribute))
        .routes(routes!(attributes::import_attributes))
        .routes(routes!(attributes::put_user_attribute, attributes::delete_user_attribute))
        .routes(routes!(attributes::put_group_attribute, attributes::delete_group_attribute))
        .routes(routes!(audit::list_audit))
        .routes(routes!(audit::export_audit))
        .routes(routes!(audit::verify_audit))
        .routes(routes!(audit::content_activity))
        .routes(routes!(admin::read_settings, admin::change_settings))
        .routes(routes!(health::health))
        .routes(routes!(health::ready));
    OpenApiRouter::with_openapi(openapi::base()).nest("/api/v1", routes)
}

async fn docs_page(State(server): State<Server>) -> Response {
    assets::html(&server.docs)
}

async fn openapi_document(State(server): State<Server>) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], Body::from(server.openapi.clone())).into_response()
}

/// A panic is a fault of ours; its message is in the log, and the caller gets a plain refusal.
fn panicked(cause: Box<dyn std::any::Any + Send>) -> Response {
    let text = cause.downcast_ref::<String>().map(String::as_str).or_else(|| cause.downcast_ref::<&str>().copied());
    tracing::error!(error.cause = text.unwrap_or("unknown"), "a handler panicked");
    Refusal::from(RequestFault::Panicked).into_response()
}
