#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "saddle/latest_job.h"
#include "shell/folder_listing.h"
#include "ui/ui.h"

namespace saddle::app {

// What lies in a folder, to choose from. The folder is listed in the background, so that a slow disk holds nothing up.
// Widgets are named "dialog.…".
class FileBrowser {
 public:
  // `wake`: called when a listing has come. Without threads it is made at once.
  FileBrowser(bool threads, std::function<void()> wake);

  // The folder to show from now on, and which files of it: those with one of these endings, in lower case.
  void look_at(const std::filesystem::path& folder, std::vector<std::string> endings);
  // What was looked at last; null while the listing of that folder is on its way.
  const FolderListing* listing() const;
  // The folder may have changed.
  void look_again();

  struct Event {
    enum class Kind { none, selected, entered, chosen } kind = Kind::none;  // a file; a folder; a file, for good
    std::filesystem::path path = {};
  };
  // `height` of the list. `selected`: the name that is marked in it.
  Event draw(ui::Ui& ui, float height, const std::string& selected);

 private:
  struct Order {
    std::filesystem::path folder;
  };
  using Job = LatestJob<Order, std::shared_ptr<const FolderListing>>;
  std::vector<const FolderListing::Entry*> shown() const;
  Event draw_list(ui::Ui& ui, const std::string& selected);
  Event obey_keys(const std::vector<const FolderListing::Entry*>& entries, const std::string& selected);

  const bool threads_;
  std::filesystem::path folder_;
  std::vector<std::string> endings_;
  bool hidden_ = false;  // files whose names begin with a dot are shown too
  bool scroll_ = false;  // to what was selected by a key
  uint64_t order_ = 0;
  std::shared_ptr<const Job::Result> result_;
  std::unique_ptr<Job> job_;
};

}  // namespace saddle::app
