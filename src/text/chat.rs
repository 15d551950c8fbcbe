//! What the chat says: greetings, labels, notices, approval.

use super::sentences;

sentences! {
    /// Label before the cause of a failure.
    label_cause() { es: "Causa:", en: "Cause:" }
    /// Label before what to do about a failure.
    label_advice() { es: "Qué hacer:", en: "What to do:" }
}
