#pragma once

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <sys/wait.h>

#include "../folder.h"

// By itself, because the engine, which these tests link, has an Outcome and a Place of its own.
namespace saddle::program {

struct Outcome {
  int status = -1;
  std::string out, err;
};

// A folder that goes away, in which the program is run.
class Place : public Folder {
 public:
  std::string content(const std::string& name) const {
    std::ifstream file(path() / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  // `saddle ARGUMENTS`, as typed into a shell, with neither a display nor data; `wrapper`: a program that runs it.
  Outcome saddle(const std::string& arguments, const std::string& wrapper = "") const {
    const std::string command = "cd '" + path().string() +
                                "' && env -u DISPLAY -u WAYLAND_DISPLAY -u SADDLE_DATA HOME=/nonexistent " + wrapper +
                                " '" + SADDLE_PROGRAM + "' " + arguments + " >.out 2>.err";
    const int status = std::system(command.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, content(".out"), content(".err")};
  }
};

}  // namespace saddle::program

namespace saddle {
using program::Outcome;
using program::Place;
}  // namespace saddle
