#include "shell/opened_file.h"

#include <sys/mman.h>
#include <unistd.h>
#include <utility>

#include <fmt/format.h>

#include "saddle/error.h"
#include "saddle/experiment_file.h"
#include "saddle/journal_follower.h"
#include "saddle/new_sample.h"
#include "saddle/own_data.h"
#include "saddle/picture.h"
#include "saddle/text_file.h"

namespace saddle::app {
namespace {

OpenedFile read_as_picture(const std::string& file, const RunSnapshot& asked, const std::filesystem::path& directory) {
  const bool digits = asked.sample == Shape{1, 28, 28};
  if (asked.experiment && asked.sample.rank() == 3 && !digits) {
    const Choice& data = asked.experiment->data;
    auto values = sample_of_picture(data, catalog::sample_info(data, directory), file);
    return OpenedSample{std::make_shared<const std::vector<float>>(std::move(values))};
  }
  const PixelImage grey = read_picture(file, 1);
  return OpenedDrawing{std::make_shared<const Picture>(from_grey(grey.width, grey.height, grey.pixels.data()))};
}

// Bytes as a file that has no name and takes no room on a disk, for readers of files.
class NamelessFile {
 public:
  explicit NamelessFile(const std::string& bytes) : descriptor_(memfd_create("clipboard", MFD_CLOEXEC)) {
    for (size_t written = 0; written < bytes.size();) {
      const ssize_t more = ::write(descriptor_, bytes.data() + written, bytes.size() - written);
      if (more <= 0) {
        ::close(descriptor_);
        throw Error("", "there is no memory left for the picture on the clipboard");
      }
      written += static_cast<size_t>(more);
    }
  }
  ~NamelessFile() { ::close(descriptor_); }
  NamelessFile(const NamelessFile&) = delete;
  NamelessFile& operator=(const NamelessFile&) = delete;
  std::string path() const { return fmt::format("/proc/self/fd/{}", descriptor_); }

 private:
  const int descriptor_;
};

}  // namespace

OpenedFile read_copied_picture(const std::string& bytes, const RunSnapshot& asked,
                               const std::filesystem::path& directory) {
  const NamelessFile file(bytes);
  try {
    return read_as_picture(file.path(), asked, directory);
  } catch (const Error& error) {
    Issue issue = error.issue();
    if (issue.where == file.path()) issue.where = "clipboard";
    throw Error(std::move(issue));
  }
}

OpenedFile read_opened_file(const std::string& file, const RunSnapshot& asked, const std::filesystem::path& directory) {
  if (looks_like_picture(file)) return read_as_picture(file, asked, directory);
  if (file.ends_with(".jsonl")) {
    JournalFollower(file).follow();  // refuses what is none
    return OpenedJournal{file};
  }
  if (file.ends_with(".md")) return OpenedLesson{std::make_shared<const Lesson>(load_lesson(file))};
  if (is_own_data(file)) return OpenedExperiment{experiment_for(file), {}};
  if (!file.ends_with(".npz")) {
    if (looks_like_assignment(read_text_file(file))) return OpenedAssignment{load_assignment(file)};
    if (Study study = study_from(file, {}); !study.axes.empty()) return OpenedStudy{std::move(study)};
    return OpenedExperiment{load_experiment(file), {}};
  }
  const auto model = std::make_shared<const Model>(Model::read(file, directory));
  return OpenedExperiment{model->experiment(), model};
}

}  // namespace saddle::app
