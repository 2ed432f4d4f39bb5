#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ui/ui.h"
#include "ui/widgets.h"

namespace saddle::app {

enum class FilePurpose { open, experiment, model, checkpoint, picture, curves };

// Asks for the path of a file in a small window of the program's own. What exists already is replaced only after a
// second yes.
class PathDialog {
 public:
  struct Answer {
    FilePurpose purpose;
    std::string path;     // "~" is put in full
    std::string subject;  // of a picture: the mark of what it shows
    double factor = 1;    // of a picture: pixels per pixel on the screen
  };

  // `suggestion`: a path to begin with. `subjects`: of a picture, what it can show.
  void ask(FilePurpose purpose, std::string suggestion, std::vector<ui::Option> subjects = {});
  bool open() const { return open_; }
  // Each frame. `recent`: files that can be opened with a click.
  std::optional<Answer> draw(ui::Ui& ui, const std::vector<std::string>& recent);

 private:
  std::optional<Answer> confirm();
  void draw_picture_options(ui::Ui& ui);

  bool open_ = false, fresh_ = false;
  FilePurpose purpose_ = FilePurpose::open;
  std::string path_, asked_about_;  // the second: exists, and a second yes is waited for
  std::vector<ui::Option> subjects_;
  std::string subject_, factor_ = "2";
};

// A leading "~/" is the user's home.
std::string in_full(const std::string& path);

}  // namespace saddle::app
