//! Another program in the terminal for a while: a pager, an editor.
//!
//! Ctrl-C then goes to that program and to this one; whoever lends the terminal forgets it after.

use std::io::{self, Write as _};
use std::process::{Command, ExitStatus, Stdio};

/// Runs a command line in the terminal until it ends, with these further arguments; `input` goes
/// to its standard input, which is the terminal otherwise.
///
/// It blocks. The command line is the person's own, from their settings.
///
/// # Errors
/// Fails if the command cannot be started; where a session is played, none can.
pub fn lend(
    command: &str,
    arguments: &[&str],
    variables: &[(&str, &str)],
    input: Option<&str>,
) -> io::Result<ExitStatus> {
    if super::is_detached() {
        return Err(io::ErrorKind::Unsupported.into());
    }
    let mut child = shell(command, arguments);
    child.envs(variables.iter().copied());
    if input.is_some() {
        child.stdin(Stdio::piped());
    }
    let mut child = child.spawn()?;
    if let (Some(input), Some(mut pipe)) = (input, child.stdin.take()) {
        // A pager that was left before the end of the text has closed the pipe.
        drop(pipe.write_all(input.as_bytes()));
    }
    child.wait()
}

/// Opens an address with the program that the system has for it, and does not wait for that. The
/// address is handed over as one argument, never to a shell.
///
/// # Errors
/// Fails if there is no such program; where a session is played, there is none.
pub fn open(address: &str) -> io::Result<()> {
    if super::is_detached() {
        return Err(io::ErrorKind::Unsupported.into());
    }
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    let mut command = Command::new(program);
    command.arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn()?;
    // Somebody has to take note of its end, and nobody waits for it.
    std::thread::spawn(move || drop(child.wait()));
    Ok(())
}

/// The shell reads the command line, as other programs do with `PAGER` and `EDITOR`.
#[cfg(unix)]
fn shell(command: &str, arguments: &[&str]) -> Command {
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(format!("{command} \"$@\"")).arg("sh").args(arguments);
    shell
}

#[cfg(not(unix))]
fn shell(command: &str, arguments: &[&str]) -> Command {
    let mut words = command.split_whitespace();
    let mut program = Command::new(words.next().unwrap_or_default());
    program.args(words).args(arguments);
    program
}

#[cfg(all(test, unix))]
mod tests {
    use super::lend;

    #[test]
    fn a_command_line_gets_its_arguments_and_its_input() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("a file");
        let path = out.to_str().unwrap();
        let status = lend("V=7 tee -a", &[path], &[("X", "1")], Some("ñ\n")).unwrap();
        assert!(status.success());
        let status = lend("echo $X >>", &[path], &[("X", "1")], None).unwrap();
        assert!(status.success());
        assert_eq!(std::fs::read_to_string(&out).unwrap(), "ñ\n1\n");
        assert_eq!(lend("no-such-program-here", &[], &[], None).unwrap().code(), Some(127));
        // A text that is larger than the pipe, and a program that does not read it.
        assert!(lend("true", &[], &[], Some(&"x".repeat(1_000_000))).unwrap().success());
    }
}
