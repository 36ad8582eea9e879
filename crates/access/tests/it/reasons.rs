//! Every reason: a stable code, a text that says what happened and what to do, and a place in the documentation.

use std::collections::BTreeSet;
use std::path::Path;

use access::{LinkMode, QueryKind, Reason, SourceKind, Verb};
use vocab::{Ability, ConnectionRole, ContentRole};

/// The reason after this one. Whoever adds a variant has to say here where it comes: without an arm this does not compile.
fn after(reason: &Reason) -> Option<Reason> {
    let name = || "carrier".parse().expect("a name");
    Some(match reason {
        Reason::NotSignedIn => Reason::Deactivated,
        Reason::Deactivated => Reason::NotFound,
        Reason::NotFound => Reason::NeedsRole { needs: ContentRole::Manager, has: ContentRole::Viewer },
        Reason::NeedsRole { .. } => Reason::OwnerOnly,
        Reason::OwnerOnly => Reason::AbilityOff(Ability::Download),
        Reason::AbilityOff(_) => Reason::AbilityUnavailable(Ability::Download),
        Reason::AbilityUnavailable(_) => Reason::Trashed,
        Reason::Trashed => Reason::AdminsOnly,
        Reason::AdminsOnly => Reason::ContentOrganizationOff,
        Reason::ContentOrganizationOff => Reason::StopInheritingOff,
        Reason::StopInheritingOff => Reason::OthersContent,
        Reason::OthersContent => Reason::NotApplicable(Verb::Edit),
        Reason::NotApplicable(_) => Reason::TooDeep,
        Reason::TooDeep => Reason::NeedsConnectionRole { needs: ConnectionRole::Modeler, has: ConnectionRole::Viewer },
        Reason::NeedsConnectionRole { .. } => {
            Reason::KindNeedsRole { kind: QueryKind::Sql, dashboard: true, needs: ConnectionRole::Querier, has: ConnectionRole::Viewer }
        }
        Reason::KindNeedsRole { dashboard: true, needs, has, .. } => {
            Reason::KindNeedsRole { kind: QueryKind::Topic, dashboard: false, needs: *needs, has: *has }
        }
        Reason::KindNeedsRole { dashboard: false, kind: QueryKind::Topic, needs, has } => {
            Reason::KindNeedsRole { kind: QueryKind::Sql, dashboard: false, needs: *needs, has: *has }
        }
        Reason::KindNeedsRole { dashboard: false, .. } => Reason::WorkbookTopicsOnly { kind: QueryKind::Sql },
        Reason::WorkbookTopicsOnly { .. } => Reason::LinkRightMissing,
        Reason::LinkRightMissing => Reason::MissingAttribute(name()),
        Reason::MissingAttribute(_) => Reason::AttributeClash(name()),
        Reason::AttributeClash(_) => Reason::GrantMissing { item: "board | staff".to_owned() },
        Reason::GrantMissing { .. } => Reason::TenantUnassigned,
        Reason::TenantUnassigned => Reason::TenantField("flights.carrier".parse().expect("a field")),
        Reason::TenantField(_) => Reason::TenantSql,
        Reason::TenantSql => Reason::BoostUnavailable,
        Reason::BoostUnavailable => Reason::BoostNotYours,
        Reason::BoostNotYours => Reason::Admin,
        Reason::Admin => {
            let via = vec!["inner".to_owned(), "outer".to_owned()];
            Reason::Content { kind: SourceKind::Group, role: ContentRole::Viewer, node: Some("Sales".to_owned()), via }
        }
        Reason::Content { .. } => Reason::AbilityOn(Ability::Download),
        Reason::AbilityOn(_) => Reason::HubOpen,
        Reason::HubOpen => Reason::NameOnly,
        Reason::NameOnly => Reason::LinkOpen(LinkMode::Everyone),
        Reason::LinkOpen(LinkMode::Everyone) => Reason::LinkOpen(LinkMode::Folder),
        Reason::LinkOpen(_) => Reason::Connection { role: ConnectionRole::Querier, via: Some("inner".to_owned()) },
        Reason::Connection { .. } => Reason::Boosted,
        Reason::Boosted => Reason::Member,
        Reason::Member => return None,
    })
}

fn all() -> Vec<Reason> {
    std::iter::successors(Some(Reason::NotSignedIn), after).collect()
}

/// Whether a reason stands in refusals; the others say what speaks for somebody.
fn refuses(reason: &Reason) -> bool {
    let all = all();
    let first = all.iter().position(|each| *each == Reason::Admin).expect("the first that speaks for somebody");
    all.iter().position(|each| each == reason).is_some_and(|at| at < first)
}

/// How a sentence starts, or goes on, that says what can be done and by whom.
const REMEDIES: &[&str] = &["Sign in", "can ", "Ask ", "ask ", "Restore ", "Add ", "Move ", "Build ", "Look ", "it takes "];

#[test]
fn every_reason_says_what_happened_and_what_to_do() {
    for reason in all() {
        let text = reason.to_string();
        assert!(text.ends_with('.') && text.starts_with(|first: char| first.is_uppercase() || first == '`'), "{text}");
        assert!(!text.contains("  ") && !text.contains('\n'), "{text}");
        if !refuses(&reason) {
            continue;
        }
        let (happened, remedy) = text.split_once(". ").unwrap_or((&text, ""));
        assert!(happened.len() >= 15, "{}: what happened? {text}", reason.code());
        assert!(REMEDIES.iter().any(|word| remedy.contains(word)), "{}: what can be done? {text}", reason.code());
    }
}

/// What was refused names the roles, the ability, the attribute and the grant: the words of the rule. Of values, people and places it knows nothing.
#[test]
fn a_refusal_has_nothing_to_quote_a_secret_from() {
    for reason in all().into_iter().filter(refuses) {
        let shown = format!("{reason:?} {reason}");
        for word in ["secret", "password", "token", "hash", "sql://", "postgres", "inner", "outer", "Sales", "@"] {
            assert!(!shown.contains(word), "{word} in {shown}");
        }
    }
}

#[test]
fn every_code_is_one_word_of_its_own_and_stands_in_the_documentation() {
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/errors.md")).expect("the page of codes");
    let mut codes = BTreeSet::new();
    let mut last = "";
    for reason in all() {
        let code = reason.code();
        assert!(code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{code}");
        assert!(codes.insert(code) || code == last, "{code} is the code of two reasons");
        last = code;
        let heading = if refuses(&reason) { format!("\n## {code}\n") } else { format!("\n- `{code}`: ") };
        assert!(page.contains(&heading), "docs/errors.md says nothing of {code}");
    }
    // A variant that has an arm above, and is reached by no other, would be passed over.
    let source = include_str!("../../src/reason.rs");
    let (_, body) = source.split_once("pub const fn code").expect("the codes");
    let (body, _) = body.split_once("impl fmt::Display").expect("the texts after them");
    let written: BTreeSet<&str> = body.split('"').skip(1).step_by(2).collect();
    assert_eq!(codes, written, "every code is walked");
}
