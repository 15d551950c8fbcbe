//! Plans how a conversation that is too long makes room. Pure.
//!
//! First the oldest results of tools go, each leaving a note: they are the bulk, and a tool can be
//! called again. Then the oldest rounds, for which the model writes a summary. All of it in one
//! step, because every change of the beginning costs the provider's cache. What the model has not
//! seen yet, and the question just asked, never go.

use std::ops::Range;

/// About how long a note is, in bytes.
const NOTE: usize = 250;
/// A shorter result is not worth a note.
const SMALLEST: usize = 2 * NOTE;
/// About how long a summary is, in bytes.
const SUMMARY: usize = 2500;

/// What a message is, for planning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    User,
    Assistant,
    Tool {
        /// Whether it is a note already.
        noted: bool,
    },
}

/// A message of the history.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) role: Role,
    /// Its size in bytes.
    pub(super) bytes: usize,
}

/// What is to be done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Plan {
    /// Results that become notes, from the oldest.
    pub(super) notes: Vec<usize>,
    /// So many messages from the beginning become a summary.
    pub(super) summarised: usize,
}

impl Plan {
    /// Whether nothing can be done.
    pub(super) fn is_empty(&self) -> bool {
        self.notes.is_empty() && self.summarised == 0
    }
}

/// Where the present turn stands in the history.
#[derive(Clone, Copy, Debug)]
pub(super) struct Present {
    /// Its question, which stays.
    pub(super) question: Option<usize>,
    /// From here on nothing is touched: the model has not seen it.
    pub(super) unseen: usize,
}

impl Present {
    /// Finds the present turn; `committed` says that its question stands in the history.
    pub(super) fn find(parts: &[Part], committed: bool) -> Self {
        let last = |role: Role| parts.iter().rposition(|part| part.role == role);
        if !committed {
            return Self { question: None, unseen: parts.len() };
        }
        let question = last(Role::User);
        let round = last(Role::Assistant).filter(|round| Some(*round) > question);
        Self { question, unseen: round.or(question).unwrap_or(parts.len()) }
    }
}

/// Plans how to free `excess` bytes, or as much as there is.
pub(super) fn plan(parts: &[Part], present: Present, excess: usize) -> Plan {
    let mut plan = Plan::default();
    let mut freed = 0;
    let mut sizes: Vec<usize> = parts.iter().map(|part| part.bytes).collect();
    for at in 0..present.unseen {
        if freed >= excess {
            return plan;
        }
        if parts[at].role == (Role::Tool { noted: false }) && parts[at].bytes >= SMALLEST {
            freed += parts[at].bytes - NOTE;
            sizes[at] = NOTE;
            plan.notes.push(at);
        }
    }
    if freed >= excess {
        return plan;
    }
    let gain = |count: usize| {
        let question = present.question.filter(|question| *question < count);
        let kept = question.map_or(0, |question| sizes[question]);
        (sizes[..count].iter().sum::<usize>() - kept).saturating_sub(SUMMARY)
    };
    let boundaries = (1..=present.unseen).filter(|at| is_boundary(parts, present, *at));
    let boundaries: Vec<usize> = boundaries.filter(|count| gain(*count) > 0).collect();
    let enough = boundaries.iter().find(|count| freed + gain(**count) >= excess);
    plan.summarised = enough.or(boundaries.last()).copied().unwrap_or_default();
    plan
}

/// Whether a summary may end before `at`: between two turns, or between two rounds of the present
/// one. Elsewhere two messages of the model would follow each other, which some servers' templates
/// refuse.
fn is_boundary(parts: &[Part], present: Present, at: usize) -> bool {
    let in_present = present.question.is_some_and(|question| at > question);
    match parts.get(at).map(|part| part.role) {
        None | Some(Role::User) => true,
        Some(Role::Assistant) => in_present,
        Some(Role::Tool { .. }) => false,
    }
}

/// Returns the messages that a summary of the first `count` is made of: all, or the newest that
/// fit in `room` bytes.
pub(super) fn summary_source(parts: &[Part], count: usize, room: usize) -> Range<usize> {
    let size = |from: usize| parts[from..count].iter().map(|part| part.bytes).sum::<usize>();
    let begins = |at: &usize| parts[*at].role == Role::User || *at == 0;
    let from = (0..count).filter(begins).find(|from| size(*from) <= room);
    from.unwrap_or(count)..count
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Part, Plan, Present, Role, plan, summary_source};

    const TOOL: Role = Role::Tool { noted: false };

    fn part(role: Role, bytes: usize) -> Part {
        Part { role, bytes }
    }

    /// Two turns with a round of a large result each, and the question of a third.
    fn parts() -> Vec<Part> {
        let turn = [
            part(Role::User, 100),
            part(Role::Assistant, 200),
            part(TOOL, 10_000),
            part(Role::Assistant, 5000),
        ];
        [&turn[..], &turn[..], &[part(Role::User, 100)]].concat()
    }

    #[test]
    fn the_oldest_results_go_first_and_no_more_than_needed() {
        let parts = parts();
        let present = Present::find(&parts, true);
        assert_eq!(plan(&parts, present, 0), Plan::default());
        assert_eq!(plan(&parts, present, 9000), Plan { notes: vec![2], summarised: 0 });
        assert_eq!(plan(&parts, present, 9751), Plan { notes: vec![2, 6], summarised: 0 });
    }

    #[test]
    fn then_whole_turns_are_summarised() {
        let parts = parts();
        let present = Present::find(&parts, true);
        let notes = vec![2, 6];
        assert_eq!(plan(&parts, present, 20_000), Plan { notes: notes.clone(), summarised: 4 });
        assert_eq!(plan(&parts, present, 25_000), Plan { notes: notes.clone(), summarised: 8 });
        assert_eq!(plan(&parts, present, usize::MAX), Plan { notes, summarised: 8 });
    }

    #[test]
    fn in_the_present_turn_rounds_go_and_the_question_and_the_unseen_stay() {
        let round = [part(Role::Assistant, 4000), part(TOOL, 10_000), part(TOOL, 100)];
        let parts = [&[part(Role::User, 100)], &round[..], &round[..], &round[..]].concat();
        let present = Present::find(&parts, true);
        assert_eq!((present.question, present.unseen), (Some(0), 7));
        let expected = Plan { notes: vec![2, 5], summarised: 7 };
        assert_eq!(plan(&parts, present, usize::MAX), expected);
        assert_eq!(plan(&parts, present, 20_000).summarised, 4);
    }

    #[test]
    fn a_question_that_is_not_in_the_history_protects_nothing_in_it() {
        let parts = &parts()[..8];
        let present = Present::find(parts, false);
        assert_eq!(plan(parts, present, usize::MAX).summarised, 8);
    }

    #[test]
    fn what_is_small_or_noted_is_left_alone() {
        let parts = [
            part(Role::User, 10),
            part(Role::Assistant, 10),
            part(Role::Tool { noted: true }, 900),
        ];
        let all = [&parts[..], &[part(TOOL, 400), part(Role::Assistant, 10)]].concat();
        assert!(plan(&all, Present::find(&all, false), usize::MAX).is_empty());
    }

    #[test]
    fn a_summary_is_made_of_what_fits() {
        let parts = parts();
        assert_eq!(summary_source(&parts, 8, 40_000), 0..8);
        assert_eq!(summary_source(&parts, 8, 16_000), 4..8);
        assert_eq!(summary_source(&parts, 8, 1000), 8..8);
    }

    proptest! {
        /// Whatever the conversation: notes and summary never touch the question or the unseen.
        #[test]
        fn the_present_is_never_lost(
            turns in prop::collection::vec(prop::collection::vec(0_usize..4, 0..4), 1..5),
            bytes in prop::collection::vec(0_usize..9000, 40),
            excess in 0_usize..100_000,
            committed in any::<bool>(),
        ) {
            let mut roles = Vec::new();
            for rounds in &turns {
                roles.push(Role::User);
                for results in rounds {
                    roles.push(Role::Assistant);
                    roles.extend(std::iter::repeat_n(TOOL, *results));
                }
            }
            let parts: Vec<_> = roles
                .into_iter()
                .zip(bytes.iter().cycle())
                .map(|(role, bytes)| part(role, *bytes))
                .collect();
            let present = Present::find(&parts, committed);
            let plan = plan(&parts, present, excess);
            prop_assert!(plan.notes.iter().all(|at| *at < present.unseen && parts[*at].role == TOOL));
            prop_assert!(plan.summarised <= present.unseen);
            // No result is torn from its call.
            let next = parts.get(plan.summarised).map(|part| part.role);
            prop_assert!(plan.summarised == 0 || next != Some(TOOL));
        }
    }
}
