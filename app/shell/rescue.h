#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "model/document.h"
#include "model/drawing.h"

// What a window leaves on the disk while it is open, in case it ends by accident: a folder for each window, below one
// for all of them, with the draft and the drawing (window.json) and a checkpoint of the run (run.npz).
namespace saddle::app {

// autosave/ in the user's data folder (XDG); empty if there is none.
std::filesystem::path autosave_folder();

// A folder that one process alone has, for as long as this lives. The system takes the claim back when the process
// ends, however it ends.
class FolderClaim {
 public:
  FolderClaim() = default;
  ~FolderClaim();
  FolderClaim(FolderClaim&& other) noexcept;
  FolderClaim& operator=(FolderClaim&& other) noexcept;

  // A new folder below `root`. Claims nothing where it cannot be made.
  static FolderClaim make(const std::filesystem::path& root);
  // That folder, if nobody has it.
  static FolderClaim take(const std::filesystem::path& folder);

  explicit operator bool() const { return descriptor_ >= 0; }
  const std::filesystem::path& folder() const { return folder_; }
  void remove();  // the folder and all in it, and the claim

 private:
  std::filesystem::path folder_;
  int descriptor_ = -1;
};

// What was saved of a window.
struct Rescued {
  FolderClaim claim = {};
  Draft draft = {};
  Drawing drawing = {};
  std::filesystem::path run = {};  // its checkpoint; empty: there was none
};
// What the last window that ended by accident left below `root`. What two before it left stays for later starts, if
// nobody has decided on it yet; the rest is swept away. Nothing where all is in order.
std::optional<Rescued> find_rescued(const std::filesystem::path& root);

std::filesystem::path run_file(const std::filesystem::path& folder);
// Throws Error.
void save_window(const std::filesystem::path& folder, const Draft& draft, const Drawing& drawing);

}  // namespace saddle::app
