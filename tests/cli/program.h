#pragma once

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace saddle {

struct Outcome {
  int status = -1;
  std::string out, err;
};

// A folder that goes away, in which the program is run.
class Place {
 public:
  Place() {
    char pattern[] = "/tmp/saddle_cli_XXXXXX";
    path_ = mkdtemp(pattern);
  }
  ~Place() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }
  const std::filesystem::path& path() const { return path_; }
  std::string content(const std::string& name) const {
    std::ifstream file(path_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void write(const std::string& name, const std::string& text) const { std::ofstream(path_ / name) << text; }

  // `saddle ARGUMENTS`, as typed into a shell, with neither a display nor data; `wrapper`: a program that runs it.
  Outcome saddle(const std::string& arguments, const std::string& wrapper = "") const {
    const std::string command = "cd '" + path_.string() +
                                "' && env -u DISPLAY -u WAYLAND_DISPLAY -u SADDLE_DATA HOME=/nonexistent " + wrapper +
                                " '" + SADDLE_PROGRAM + "' " + arguments + " >.out 2>.err";
    const int status = std::system(command.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, content(".out"), content(".err")};
  }

 private:
  std::filesystem::path path_;
};

}  // namespace saddle
