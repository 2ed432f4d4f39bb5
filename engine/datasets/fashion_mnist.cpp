#include "datasets/shared/idx_images.h"

namespace saddle::datasets {
namespace {

const std::vector<std::string> class_names = {"T-shirt", "Trouser", "Pullover", "Dress", "Coat",
                                              "Sandal",  "Shirt",   "Sneaker",  "Bag",   "Ankle boot"};

}  // namespace

DatasetType fashion_mnist() {
  return {.entry = {.name = "fashion_mnist",
                    .title = "Fashion-MNIST",
                    .help = "70,000 pictures of clothes in the form of MNIST, and harder.",
                    .source = "Xiao, Rasul and Vollgraf, 2017",
                    .properties = table_of<SplitOptions>()},
          .describe =
              [](const Properties&, const LoadContext&) {
                return catalog::SampleInfo{{1, 28, 28}, class_names};
              },
          .load =
              [](const Properties& properties, const LoadContext& context) {
                return load_idx_images("fashion_mnist", "fashion-mnist", class_names,
                                       read<SplitOptions>(properties, "data"), context);
              }};
}

}  // namespace saddle::datasets
