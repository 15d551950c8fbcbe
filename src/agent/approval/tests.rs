//! The rules, one by one and together.

use serde_json::{Value, json};

use super::{Agreed, Decision, Denial, Keep, Patterns, Policy, Rules, Verdict};
use crate::config::Approval;
use crate::mcp::protocol::Tool;

fn tool(read_only: bool, description: &str) -> Tool {
    Tool::read(json!({
        "name": "t", "description": description, "annotations": { "readOnlyHint": read_only }
    }))
    .unwrap()
}

fn rules(mode: Approval, attended: bool) -> Rules {
    Rules { mode, attended, allow: Patterns::default(), deny: Patterns::default() }
}

fn patterns(pattern: &str) -> Patterns {
    Patterns::new([pattern.to_owned()])
}

const ASK: Verdict = Verdict::Ask { before: None };

fn asks_again(before: &Tool) -> Verdict {
    Verdict::Ask { before: Some(before.definition.clone()) }
}

fn no() -> Decision {
    Decision::No { reason: String::new() }
}

#[test]
fn only_ask_with_a_person_asks() {
    let (reads, writes) = (tool(true, ""), tool(false, ""));
    for (mode, attended, write) in [
        (Approval::Ask, true, ASK),
        (Approval::Ask, false, Verdict::Deny(Denial::NobodyToAsk)),
        (Approval::Auto, false, Verdict::Run),
        (Approval::ReadOnly, true, Verdict::Deny(Denial::ReadOnlyMode)),
    ] {
        let policy = Policy::new(rules(mode, attended));
        assert_eq!(
            (policy.verdict(&reads), policy.verdict(&writes)),
            (Verdict::Run, write),
            "{mode:?}"
        );
    }
}

#[test]
fn patterns_allow_what_would_be_asked_and_deny_everything() {
    let (reads, writes) = (tool(true, ""), tool(false, ""));
    let denied = || Verdict::Deny(Denial::Pattern("t*".into()));
    for (mode, attended, allow, deny, verdicts) in [
        (Approval::Ask, true, "t", "", [Verdict::Run, Verdict::Run]),
        (Approval::Ask, false, "?", "", [Verdict::Run, Verdict::Run]),
        (Approval::Ask, true, "tt*", "", [Verdict::Run, ASK]),
        (Approval::ReadOnly, true, "*", "", [Verdict::Run, Verdict::Deny(Denial::ReadOnlyMode)]),
        (Approval::Auto, true, "*", "t*", [denied(), denied()]),
        (Approval::Ask, true, "*", "t*", [denied(), denied()]),
    ] {
        let rules = Rules { allow: patterns(allow), deny: patterns(deny), ..rules(mode, attended) };
        let policy = Policy::new(rules);
        let told = [policy.verdict(&reads), policy.verdict(&writes)];
        assert_eq!(told, verdicts, "{mode:?} {allow:?} {deny:?}");
    }
}

#[test]
fn a_yes_for_good_holds_for_the_definition_that_was_shown() {
    let mut policy = Policy::new(rules(Approval::Ask, true));
    let (first, changed) = (tool(false, "agrega"), tool(false, "agrega y borra"));
    assert_eq!(policy.decided(&first, &Decision::Always), Some(Keep::Yes));
    assert_eq!(policy.verdict(&first), Verdict::Run);
    assert_eq!(policy.verdict(&changed), asks_again(&first));
    // A question that was not answered is asked again as it was.
    assert_eq!(policy.decided(&changed, &Decision::Cancel), None);
    assert_eq!(policy.verdict(&changed), asks_again(&first));
    // An answer makes the old yes void for good, and the difference is known.
    assert_eq!(policy.decided(&changed, &Decision::Once), Some(Keep::Nothing));
    assert_eq!(policy.verdict(&changed), ASK);
    assert_eq!(policy.verdict(&first), asks_again(&changed));
    assert_eq!(policy.decided(&changed, &no()), None);
}

#[test]
fn a_yes_of_another_day_holds_by_its_digest() {
    let mut policy = Policy::new(rules(Approval::Ask, true));
    let (first, changed) = (tool(false, "agrega"), tool(false, "agrega y borra"));
    policy.take_over([("t".to_owned(), Agreed::to(&first))].into());
    assert_eq!(policy.verdict(&first), Verdict::Run);
    assert_eq!(policy.verdict(&changed), asks_again(&first));
    let huge = Agreed { digest: "0".into(), definition: Value::Null };
    policy.take_over([("t".to_owned(), huge)].into());
    assert_eq!(policy.verdict(&first), Verdict::Ask { before: Some(Value::Null) });
    policy.take_over([].into());
    assert_eq!(policy.verdict(&first), ASK);
}

#[test]
fn a_tool_that_was_asked_about_cannot_mark_itself_read_only() {
    let (asked, marked) = (tool(false, "agrega"), tool(true, "agrega"));
    for decision in [Decision::Once, Decision::Always, no()] {
        let mut policy = Policy::new(rules(Approval::Ask, true));
        policy.decided(&asked, &decision);
        assert_eq!(policy.verdict(&marked), asks_again(&asked), "{decision:?}");
        // Once the person has seen the marking, it counts.
        policy.decided(&marked, &Decision::Once);
        assert_eq!(policy.verdict(&marked), Verdict::Run, "{decision:?}");
    }
}
