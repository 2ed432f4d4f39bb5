#include <algorithm>
#include <cctype>

#include "core/parallel.h"
#include "datasets/shared/resize.h"
#include "datasets/shared/split.h"
#include "io/data_directory.h"
#include "io/utf8.h"
#include "model/dataset_type.h"
#include "saddle/picture.h"

namespace saddle::datasets {
namespace {

namespace fs = std::filesystem;

struct ImageFolderOptions : DivideOptions {
  std::string path, pixels = "colour", fit = "crop";
  int height = 32, width = 32;
  static auto fields() {
    using Options = ImageFolderOptions;
    return std::tuple_cat(
        std::tuple{
            field(
                "path", &Options::path, {},
                "The folder that holds a folder of pictures for each class: a whole path, or one from the data folder "
                "or from the folder Saddle was started in."),
            field("height", &Options::height, {.min = 1, .max = 1024, .logarithmic = true},
                  "Height that every picture is brought to, in pixels."),
            field("width", &Options::width, {.min = 1, .max = 1024, .logarithmic = true},
                  "Width that every picture is brought to, in pixels."),
            field("pixels", &Options::pixels, {.choices = {"colour", "grey"}},
                  "colour: three channels, red, green and blue. grey: one."),
            field("fit", &Options::fit, {.choices = {"crop", "pad", "stretch"}},
                  "crop: keeps the aspect and cuts what lies beyond. pad: keeps it and adds black. stretch: gives it "
                  "up."),
        },
        DivideOptions::fields<Options>());
  }
};

constexpr int64_t most_bytes = int64_t{4} << 30;

std::string name_of(const fs::path& path) { return path.filename().string(); }

// Folders or files of a folder, by name; what begins with a point is the system's.
std::vector<fs::path> listed(const fs::path& folder, fs::file_type type) {
  std::vector<fs::path> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    std::error_code unknown;
    if (entry.status(unknown).type() == type && !name_of(entry.path()).starts_with('.')) found.push_back(entry.path());
  }
  if (error) throw Error(folder.string(), "cannot be read: {}", error.message());
  std::sort(found.begin(), found.end());
  return found;
}

bool is_picture(const fs::path& file) {
  std::string ending = file.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(), [](unsigned char c) { return std::tolower(c); });
  return ending == ".png" || ending == ".jpg" || ending == ".jpeg";
}

std::vector<fs::path> pictures_in(const fs::path& folder) {
  std::vector<fs::path> files = listed(folder, fs::file_type::regular);
  std::erase_if(files, [](const fs::path& file) { return !is_picture(file); });
  if (files.empty())
    throw Error(folder.string(), "holds no picture; put PNG or JPEG files there, or remove the folder");
  return files;
}

fs::path source(const Properties& properties, const LoadContext& context) {
  const auto options = read<ImageFolderOptions>(properties, "data");
  if (options.path.empty())
    throw Error("data.path", "is empty; name a folder that holds a folder of pictures for each class");
  return find_named_folder(context.directory, options.path);
}

std::vector<fs::path> class_folders(const fs::path& folder) {
  std::vector<fs::path> classes = listed(folder, fs::file_type::directory);
  if (classes.size() < 2)
    throw Error(folder.string(), "holds {} folders; there must be one for each class, and two classes at least",
                classes.size());
  for (const fs::path& path : classes) {
    if (!is_utf8(name_of(path))) throw Error(folder.string(), "holds a folder whose name is not in UTF-8; rename it");
  }
  return classes;
}

catalog::SampleInfo describe(const Properties& properties, const LoadContext& context) {
  const auto options = read<ImageFolderOptions>(properties, "data");
  catalog::SampleInfo info{.shape = {options.pixels == "colour" ? 3 : 1, options.height, options.width}};
  for (const fs::path& path : class_folders(source(properties, context))) info.classes.push_back(name_of(path));
  return info;
}

std::shared_ptr<const Dataset> load(const Properties& properties, const LoadContext& context) {
  const auto options = read<ImageFolderOptions>(properties, "data");
  const auto info = describe(properties, context);
  const fs::path folder = source(properties, context);
  auto dataset = std::make_shared<Dataset>();
  dataset->name = name_of(folder.has_filename() ? folder : folder.parent_path());
  dataset->sample = info.shape;
  dataset->classes = info.classes;

  Samples all;
  std::vector<fs::path> files;
  const auto folders = class_folders(folder);
  for (size_t label = 0; label < folders.size(); ++label) {
    for (fs::path& file : pictures_in(folders[label])) {
      files.push_back(std::move(file));
      all.labels.push_back(static_cast<int>(label));
    }
  }
  all.count = std::ssize(files);
  const int64_t size = info.shape.size();
  if (all.count > most_bytes / size)
    throw Error("data.height", "{} pictures of {} do not fit into memory; make them smaller", all.count,
                info.shape.text());
  all.bytes.resize(static_cast<size_t>(all.count * size));
  const Fit fit = fit_named(options.fit);
  Workers workers(0);
  workers.run(static_cast<int>(all.count), [&](int item) {
    context.check();
    const PixelImage picture = read_picture(files[static_cast<size_t>(item)], static_cast<int>(info.shape[0]));
    const PixelImage resized = resize(picture, options.height, options.width, fit);
    std::copy(resized.pixels.begin(), resized.pixels.end(), all.bytes.begin() + item * size);
  });
  fill_parts(*dataset, all, options);
  return dataset;
}

}  // namespace

DatasetType image_folder() {
  return {.entry = {.name = "image_folder",
                    .title = "Folders of pictures",
                    .help = "Pictures of your own, PNG or JPEG: a folder for each class, named like the class.",
                    .properties = table_of<ImageFolderOptions>()},
          .describe = describe,
          .load = load,
          .source = source};
}

}  // namespace saddle::datasets
