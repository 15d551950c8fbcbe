//! Ctrl-C outside the line editor, and what a script takes as the same.

use tokio::sync::mpsc;
use tokio::sync::mpsc::error::TrySendError;

use crate::tape::Tape;

/// Ctrl-C, outside the line editor.
pub struct Interrupts {
    pressed: mpsc::Receiver<()>,
    tape: Tape,
}

impl Interrupts {
    /// Listens from now on; until then Ctrl-C ends the program as usual.
    pub fn listen() -> Self {
        Self::watch(|sender| async move {
            while tokio::signal::ctrl_c().await.is_ok() && is_heard(&sender) {}
        })
    }

    /// Listens, and lets a recording take part; when one is played, Ctrl-C ends the program as
    /// usual.
    pub fn of(tape: &Tape) -> Self {
        Self::played(tape).unwrap_or_else(|| Self { tape: tape.clone(), ..Self::listen() })
    }

    /// As [`Self::of`]; SIGTERM and SIGHUP count as Ctrl-C, so that a script still tells how far
    /// it came.
    pub fn of_script(tape: &Tape) -> Self {
        Self::played(tape).unwrap_or_else(|| Self { tape: tape.clone(), ..Self::listen_for_any() })
    }

    fn played(tape: &Tape) -> Option<Self> {
        let pressed = tape.player()?.interrupts();
        Some(Self { pressed, tape: tape.clone() })
    }

    #[cfg(unix)]
    fn listen_for_any() -> Self {
        use tokio::signal::unix::{SignalKind, signal};

        Self::watch(|sender| async move {
            let kinds = [SignalKind::terminate(), SignalKind::hangup()];
            let [Ok(mut terminate), Ok(mut hangup)] = kinds.map(signal) else { return };
            loop {
                tokio::select! {
                    pressed = tokio::signal::ctrl_c() => if pressed.is_err() { break },
                    _ = terminate.recv() => {}
                    _ = hangup.recv() => {}
                }
                if !is_heard(&sender) {
                    break;
                }
            }
        })
    }

    /// There are no other signals here.
    #[cfg(not(unix))]
    fn listen_for_any() -> Self {
        Self::listen()
    }

    fn watch<Watch>(watch: impl FnOnce(mpsc::Sender<()>) -> Watch) -> Self
    where
        Watch: Future<Output = ()> + Send + 'static,
    {
        let (sender, pressed) = mpsc::channel(1);
        tokio::spawn(watch(sender));
        Self { pressed, tape: Tape::Off }
    }

    /// Waits for the next Ctrl-C.
    pub async fn next(&mut self) {
        if self.pressed.recv().await.is_none() {
            std::future::pending::<()>().await;
        }
        self.tape.interrupted();
    }

    /// Forgets a Ctrl-C that came before there was something to interrupt.
    pub fn forget(&mut self) {
        while self.pressed.try_recv().is_ok() {}
    }
}

/// Tells of a Ctrl-C; `false` when nobody listens any more. One that was not taken yet says the
/// same.
fn is_heard(sender: &mpsc::Sender<()>) -> bool {
    !matches!(sender.try_send(()), Err(TrySendError::Closed(())))
}
