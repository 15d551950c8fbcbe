//! The drivers that run a program, tried on the shell.

use crate::support::mcp::Script;
use crate::support::model::{KEY, Model};
use crate::support::sandbox::Sandbox;

fn shell() -> Sandbox {
    Sandbox::new().program("/bin/sh")
}

#[test]
fn a_run_has_its_own_home_and_folder_and_none_of_our_environment() {
    let person = shell().env("MCP_CHAT_LANG", "es").env("MCP_CHAT_LANG", "en").dotenv("A=1\n");
    let person = person.config("lang = \"es\"\n");
    let script = "cat; pwd -P; echo $MCP_CHAT_LANG $CARGO_MANIFEST_DIR; cat .env \
        $XDG_CONFIG_HOME/mcp-chat/config.toml; ls $HOME; echo bad >&2; exit 3";
    let outcome = person.run_with(&["-c", script], "¿quién?\n").expect_status(3);
    let work = person.path("work").canonicalize().expect("the folder");
    let stdout = format!("¿quién?\n{}\nen\nA=1\nlang = \"es\"\n", work.display());
    assert_eq!(outcome.stderr, "bad\n");
    outcome.expect_stdout(&stdout);
}

#[test]
fn a_run_is_pointed_at_the_scripted_servers() {
    let (server, model) = (Script::new().start(), Model::unused());
    let person = shell().mcp(&server).model(&model);
    let script = "echo $MCP_SERVER_URL $OPENAI_BASE_URL $OPENAI_API_KEY";
    let stdout = format!("{} {} {KEY}\n", server.url(), model.base_url());
    person.run(&["-c", script]).expect_status(0).expect_stdout(&stdout);
}

#[test]
fn a_run_that_prints_json_is_read_as_json() {
    let outcome = shell().run(&["-c", "echo '{\"a\": [1]}'"]);
    assert_eq!(outcome.json(), serde_json::json!({ "a": [1] }));
}

#[test]
fn a_panic_of_the_program_fails_the_test() {
    let run = || shell().run(&["-c", "echo \"thread 'main' panicked at x\" >&2"]);
    std::panic::catch_unwind(run).expect_err("a panic in stderr");
}

#[test]
fn a_running_program_is_watched_and_written_to() {
    let person = shell();
    let mut running =
        person.spawn(&["-c", "echo out; echo err >&2; read x; echo got $x; kill -9 $$"]);
    running.wait_for_stdout("out");
    running.wait_for_stderr("err");
    assert!(running.id() > 1);
    running.write("that\n");
    let outcome = running.finish();
    assert_eq!((outcome.status, outcome.stdout.as_str()), (-9, "out\ngot that\n"));
}

#[cfg(unix)]
mod in_a_terminal {
    use super::shell;
    use crate::support::pty::{Exit, Key, Mode, Signal};

    #[test]
    fn a_program_finds_a_sane_terminal_of_its_own() {
        let mut terminal = shell().terminal_of(&["-c", "stty size; tty; echo $TERM"], 77, 11);
        assert_eq!(terminal.expect("11 77"), "");
        terminal.expect("/dev/");
        terminal.expect("xterm-256color");
        assert_eq!(terminal.wait(), Exit::Status(0));
        assert_eq!(terminal.mode(), Mode::SANE);
        assert!(terminal.id() > 1);
    }

    #[test]
    fn typing_echoes_and_what_stands_between_is_given_back() {
        let script = "printf '\\033[1mname\\033[0m? '; read n; echo hi $n; read m; echo \"[$m]\"";
        let mut terminal = shell().terminal(&["-c", script]);
        terminal.expect("name? ");
        terminal.line("Peña");
        assert_eq!(terminal.expect("hi Peña"), "Peña\r\n");
        terminal.paste("a");
        terminal.key(Key::Enter);
        terminal.expect("\n[");
        assert_eq!(terminal.wait(), Exit::Status(0));
        assert_eq!(terminal.screen().lines().next(), Some("name? Peña"));
        assert!(terminal.raw().starts_with(b"\x1b[1mname"));
        assert!(terminal.text().starts_with("name"));
    }

    #[test]
    fn ctrl_c_and_ctrl_d_do_what_they_do_in_a_terminal() {
        let cases = [(Key::CtrlC, Exit::Killed(Signal::SIGINT)), (Key::CtrlD, Exit::Status(0))];
        for (key, exit) in cases {
            // Where these tests run in the background, SIGINT is ignored, and children inherit that.
            let default = "env --default-signal=INT";
            let cat = format!(
                "{default} true && exec {default} sh -c 'echo go; exec cat'; echo go; exec cat"
            );
            let mut terminal = shell().terminal(&["-c", &cat]);
            terminal.expect("go");
            terminal.key(key);
            assert_eq!(terminal.wait(), exit, "{key:?}");
        }
    }

    #[test]
    fn a_terminal_left_in_disorder_is_seen_after_the_end() {
        let script = "stty -echo -icanon -isig; printf '\\033[?2004h\\033[?25l'; echo up; read x";
        let mut terminal = shell().terminal(&["-c", script]);
        terminal.expect("up");
        terminal.expect_mode("the echo goes off", |mode| !mode.echo);
        terminal.signal(Signal::SIGTERM);
        assert_eq!(terminal.wait(), Exit::Killed(Signal::SIGTERM));
        let left = Mode {
            echo: false,
            canonical: false,
            signals: false,
            bracketed_paste: true,
            hidden_cursor: true,
            alternate_screen: false,
        };
        assert_eq!(terminal.mode(), left);
    }

    #[test]
    fn the_screen_is_what_a_person_sees() {
        let script = "trap 'stty size' WINCH; printf 'one\\rtwo\\n'; while :; do read x; done";
        let mut terminal = shell().terminal(&["-c", script]);
        terminal.expect_screen("the first line is overwritten", |screen| screen == "two");
        terminal.resize(50, 20);
        terminal.send("\n");
        terminal.expect("20 50");
        terminal.signal(Signal::SIGKILL);
        assert_eq!(terminal.wait(), Exit::Killed(Signal::SIGKILL));
    }

    #[test]
    fn the_folders_stay_for_as_long_as_the_program_runs() {
        let mut terminal = shell().terminal(&["-c", "read x; ls -d $HOME; ls -1a $PWD"]);
        terminal.line("");
        terminal.expect("home\r\n.\r\n..\r\n");
        assert_eq!(terminal.wait(), Exit::Status(0));
    }

    #[test]
    fn keys_are_what_terminals_send() {
        let script = "stty raw -echo; printf ready; dd bs=1 count=13 2>/dev/null | od -An -tx1";
        let mut terminal = shell().terminal(&["-c", script]);
        terminal.expect("ready");
        let keys = [
            Key::Enter,
            Key::AltEnter,
            Key::CtrlA,
            Key::CtrlC,
            Key::CtrlD,
            Key::CtrlR,
            Key::Tab,
            Key::Up,
            Key::Backspace,
            Key::Escape,
        ];
        keys.into_iter().for_each(|key| terminal.key(key));
        terminal.expect(" 0d 1b 0d 01 03 04 12 09 1b 5b 41 7f 1b");
    }
}
