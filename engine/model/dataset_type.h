#pragma once

#include <functional>
#include <memory>

#include "saddle/catalog.h"
#include "saddle/dataset.h"

namespace saddle {

struct LoadContext {
  std::filesystem::path directory = {};     // as in --data
  const std::atomic<bool>* stop = nullptr;  // null: nobody stops it
  void check() const {
    if (stop && stop->load(std::memory_order_relaxed)) throw Error("data", "loading was canceled");
  }
};

struct DatasetType {
  Entry entry;
  // What can be said before loading. Sets whose files say what they hold may look at those (the context's directory);
  // what cannot be known is left empty.
  std::function<catalog::SampleInfo(const Properties&, const LoadContext&)> describe;
  std::function<std::shared_ptr<const Dataset>(const Properties&, const LoadContext&)> load;
  // Of a set whose describe() looks into a file or a folder: which. Null: it does not.
  std::function<std::filesystem::path(const Properties&, const LoadContext&)> source = nullptr;
  // How a new picture becomes a sample like those of the set: resized as it is; what differs from its paper, white on
  // black; likewise, and centered as MNIST's authors did.
  enum class NewPicture { resized, ink, digit } new_picture = NewPicture::resized;
  // Of a set whose properties decide how pictures are resized and what shows through them. Null: their edges are cut
  // off, and it is white.
  struct Framing {
    std::string fit = "crop";  // or "pad", "stretch"
    uint8_t paper = 255;
  };
  std::function<Framing(const Properties&)> framing = nullptr;
};

namespace datasets {
const std::vector<DatasetType>& all();
}

}  // namespace saddle
