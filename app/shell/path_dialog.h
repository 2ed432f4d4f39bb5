#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "shell/file_browser.h"
#include "ui/ui.h"
#include "ui/widgets.h"

namespace saddle::app {

// What a path is asked for. To bring is to give a picture to the network.
enum class FilePurpose {
  open,
  bring,
  experiment,
  model,
  checkpoint,
  tape,
  picture,
  curves,
  answer,
  assignment,
  report
};

// Asks for the path of a file in a small window of the program's own: typed, or chosen from the folders. What exists
// already is replaced, and a folder that is missing is made, only after a second yes.
class PathDialog {
 public:
  struct Answer {
    FilePurpose purpose;
    std::string path;       // "~" is put in full
    std::string subject;    // of a picture: the mark of what it shows
    double factor = 1;      // of a picture: pixels per pixel on the screen
    bool on_paper = false;  // of a picture: on white, without buttons; always so as SVG
  };

  // `wake`: called when a folder was looked into, in the background; without threads it is looked into at once.
  PathDialog(bool threads, std::function<void()> wake) : browser_(threads, std::move(wake)) {}

  // `suggestion`: a path to begin with. `subjects`: of a picture, what it can show.
  void ask(FilePurpose purpose, std::string suggestion, std::vector<ui::Option> subjects = {});
  bool open() const { return open_; }
  // Each frame. `recent`: files that can be opened with a click.
  std::optional<Answer> draw(ui::Ui& ui, const std::vector<std::string>& recent);

 private:
  enum class Doubt { none, replace, make_folder };  // what a second yes is waited for

  bool opens() const { return purpose_ == FilePurpose::open || purpose_ == FilePurpose::bring; }
  void browse(ui::Ui& ui, float height);
  void draw_recent(ui::Ui& ui, const std::vector<std::string>& recent);
  void draw_doubt(ui::Ui& ui);
  void draw_picture_options(ui::Ui& ui);
  void go_to(const std::filesystem::path& folder);
  void settle();

  FileBrowser browser_;
  bool open_ = false, fresh_ = false;
  FilePurpose purpose_ = FilePurpose::open;
  std::string path_;
  bool confirmed_ = false;  // and the folder is being looked into
  Doubt doubt_ = Doubt::none;
  std::optional<Answer> answer_;
  std::vector<ui::Option> subjects_;
  std::string subject_, factor_ = "2", looks_ = "paper";
};

// A leading "~/" is the user's home.
std::string in_full(const std::string& path);

}  // namespace saddle::app
