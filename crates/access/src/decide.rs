//! The content question, answered once for every door.

use crate::{Action, Actor, Decision, Denied, Effect, Facts, Object, On, Permit, Reason, Target, Verb};

/// May this actor do `A` with the object? The permit is what the store asks for.
///
/// # Errors
/// No, and whether the thing must stay hidden.
pub fn permit<'f, A: On<O>, O: Object>(facts: &'f Facts, actor: &Actor, object: O) -> Result<Permit<'f, A, O>, Denied> {
    judge(facts, actor, <A as Action>::VERB, object.into())?;
    Ok(Permit::new(*actor, object))
}

/// The same decision with everything that speaks for and against it, for managers and admins.
#[must_use]
pub fn decide(facts: &Facts, actor: &Actor, verb: Verb, object: impl Into<Target>) -> Decision {
    match judge(facts, actor, verb, object.into()) {
        Ok(()) => Decision { effect: Effect::Allow, hidden: false, because: Vec::new() },
        Err(denied) => Decision { effect: Effect::Deny, hidden: denied.hidden, because: denied.reasons },
    }
}

/// Everything that the actor may do with the object.
#[must_use]
pub fn can(facts: &Facts, actor: &Actor, object: impl Into<Target>) -> Vec<Verb> {
    let object = object.into();
    Verb::ALL.iter().copied().filter(|verb| judge(facts, actor, *verb, object).is_ok()).collect()
}

fn judge(facts: &Facts, actor: &Actor, verb: Verb, object: Target) -> Result<(), Denied> {
    let _ = (facts, actor, verb, object);
    Err(Denied::hidden(Reason::NotFound))
}
