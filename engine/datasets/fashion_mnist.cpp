#include "datasets/shared/idx_images.h"

namespace saddle::datasets {
namespace {

const IdxSet& fashion_mnist_files() {
  static const IdxSet set = {.name = "fashion_mnist",
                             .folders = {"fashion-mnist", "fashion_mnist", "fashion-mnist/raw", "FashionMNIST",
                                         "FashionMNIST/raw", "Fashion-MNIST"},
                             .classes = {"T-shirt", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt",
                                         "Sneaker", "Bag", "Ankle boot"}};
  return set;
}

}  // namespace

DatasetType fashion_mnist() {
  return {.entry = {.name = "fashion_mnist",
                    .title = "Fashion-MNIST",
                    .help = "70,000 pictures of clothes in the form of MNIST, and harder.",
                    .source = "Xiao, Rasul and Vollgraf, 2017",
                    .properties = table_of<IdxOptions>()},
          .describe = [](const Properties&,
                         const LoadContext& context) { return describe_idx_images(fashion_mnist_files(), context); },
          .load =
              [](const Properties& properties, const LoadContext& context) {
                return load_idx_images(fashion_mnist_files(), read<IdxOptions>(properties, "data"), context);
              },
          .source = [](const Properties&,
                       const LoadContext& context) { return source_of_idx_images(fashion_mnist_files(), context); },
          .new_picture = DatasetType::NewPicture::ink};
}

}  // namespace saddle::datasets
