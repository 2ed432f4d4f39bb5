#pragma once

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

extern char** environ;

namespace saddle {

inline bool installed(const std::string& program) {
  return std::system(("command -v " + program + " >/dev/null 2>&1").c_str()) == 0;
}

// A program that ends with this object. Started with `variables` ("NAME=value") in its environment. What it complains
// of is kept, to be told where a test fails.
class Process {
 public:
  Process(const std::vector<std::string>& command, const std::vector<std::string>& variables, int inherited = -1) {
    std::vector<char*> arguments, environment;
    for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    for (const std::string& variable : variables) environment.push_back(const_cast<char*>(variable.c_str()));
    for (char** variable = environ; *variable; ++variable) environment.push_back(*variable);
    arguments.push_back(nullptr);
    environment.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    if (inherited >= 0) posix_spawn_file_actions_adddup2(&actions, inherited, 9);
    if (complaints_) posix_spawn_file_actions_adddup2(&actions, fileno(complaints_.get()), 2);
    if (posix_spawnp(&id_, arguments[0], &actions, nullptr, arguments.data(), environment.data()) != 0) id_ = -1;
    posix_spawn_file_actions_destroy(&actions);
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process() {
    if (id_ <= 0 || ended_) return;
    kill(id_, SIGTERM);
    waitpid(id_, nullptr, 0);
  }

  // As by a power cut: nothing of the program runs any more.
  void kill_now() {
    if (!running()) return;
    kill(id_, SIGKILL);
    waitpid(id_, &status_, 0);
    ended_ = true;
  }
  // As a terminal that closes, or a system that shuts down. Waits until it has ended.
  void end_by(int signal) {
    if (!running()) return;
    kill(id_, signal);
    waitpid(id_, &status_, 0);
    ended_ = true;
  }

  void send(int signal) {
    if (running()) kill(id_, signal);
  }

  bool running() {
    if (id_ > 0 && !ended_ && waitpid(id_, &status_, WNOHANG) == id_) ended_ = true;
    return id_ > 0 && !ended_;
  }
  // "it runs", or how it ended, and what it wrote to standard error.
  std::string report() {
    std::string text = id_ <= 0               ? "it could not be started"
                       : running()            ? "it runs"
                       : WIFSIGNALED(status_) ? "it was ended by signal " + std::to_string(WTERMSIG(status_))
                                              : "its exit status is " + std::to_string(WEXITSTATUS(status_));
    if (!complaints_) return text;
    text += "; standard error:\n";
    // By its place: the program that writes shares the file's position.
    char part[512];
    for (off_t at = 0;;) {
      const ssize_t length = pread(fileno(complaints_.get()), part, sizeof part, at);
      if (length <= 0) return text;
      text.append(part, static_cast<size_t>(length));
      at += length;
    }
  }

 private:
  struct Close {
    void operator()(FILE* file) const { std::fclose(file); }
  };
  std::unique_ptr<FILE, Close> complaints_{std::tmpfile()};
  pid_t id_ = -1;
  bool ended_ = false;
  int status_ = 0;
};

// A screen that nobody sees: Xvfb, on a display number of its own choice. Without -noreset it would begin anew when its
// last client goes, and throw out whoever comes in that moment: a program that is started as soon as the one before has
// ended.
class Desktop {
 public:
  static bool available() { return installed("Xvfb") && installed("xdotool"); }

  Desktop(int width, int height) {
    int ends[2];
    if (pipe(ends) != 0) return;
    server_ = std::make_unique<Process>(
        std::vector<std::string>{"Xvfb", "-noreset", "-displayfd", "9", "-nolisten", "tcp", "-screen", "0",
                                 std::to_string(width) + "x" + std::to_string(height) + "x24"},
        std::vector<std::string>{}, ends[1]);
    close(ends[1]);
    char digit = 0;
    while (read(ends[0], &digit, 1) == 1 && digit != '\n') display_ += digit;
    close(ends[0]);
  }

  bool ready() const { return !display_.empty(); }
  std::string variable() const { return "DISPLAY=:" + display_; }
  // xdotool's words, as in "mousemove 10 20 click 1".
  // As on a machine that has no time for it.
  void stand_still(bool still) { server_->send(still ? SIGSTOP : SIGCONT); }
  bool hand(const std::string& words) const { return std::system((variable() + " xdotool " + words).c_str()) == 0; }

 private:
  std::unique_ptr<Process> server_;
  std::string display_;
};

}  // namespace saddle
