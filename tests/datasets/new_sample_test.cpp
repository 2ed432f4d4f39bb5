// What is brought to a model, against what its data set made of the same files.
#include "saddle/new_sample.h"

#include <algorithm>

#include "../io/files.h"
#include "saddle/canvas.h"
#include "saddle/catalog.h"
#include "sets.h"

namespace saddle {
namespace {

// A gradient with an edge, so that no two ways to fit it give the same.
PixelImage uneven(int width, int height, int channels) {
  PixelImage picture{.width = width, .height = height, .channels = channels};
  for (int i = 0; i < width * height * channels; ++i) picture.pixels.push_back(static_cast<uint8_t>(i * 37 % 251));
  return picture;
}

TEST(NewSample, APictureBecomesWhatItsFolderMadeOfIt) {
  const Folder folder;
  for (const char* name : {"a", "b"}) {
    std::filesystem::create_directories(folder / name);
    write_png(folder / name / "1.png", uneven(19, 31, 4));
  }
  for (const char* fit : {"crop", "pad", "stretch"}) {
    for (const char* pixels : {"color", "gray"}) {
      const Choice data{"image_folder",
                        {{"path", folder.path().string()},
                         {"height", 12},
                         {"width", 16},
                         {"fit", std::string(fit)},
                         {"pixels", std::string(pixels)},
                         {"background", std::string("black")},
                         {"test_share", 0.0}}};
      const auto dataset = load_dataset(data);
      EXPECT_EQ(sample_of_picture(data, catalog::sample_info(data), folder / "a" / "1.png"),
                sample(*dataset, dataset->train, 0))
          << fit << ", " << pixels;
    }
  }
}

TEST(NewSample, ADigitIsCenteredAndAPieceOfClothingIsBrightOnBlack) {
  PixelImage paper{.width = 60, .height = 80, .channels = 1, .pixels = std::vector<uint8_t>(60 * 80, 240)};
  for (int y = 10; y < 60; ++y) {
    for (int x = 12; x < 20; ++x) paper.pixels[static_cast<size_t>(y * 60 + x)] = 15;
  }
  const catalog::SampleInfo info{.shape = {1, 28, 28}, .classes = std::vector<std::string>(10, "k")};
  const auto digit = mnist_form(from_grey(60, 80, paper.pixels.data()));
  EXPECT_EQ(sample_of_picture({"mnist", {}}, info, paper), std::vector<float>(digit.begin(), digit.end()));
  const std::vector<float> clothing = sample_of_picture({"fashion_mnist", {}}, info, paper);
  EXPECT_EQ(clothing.front(), 0) << "paper is black";
  EXPECT_GT(*std::max_element(clothing.begin(), clothing.end()), 0.8f);
  const std::vector<float> as_it_is = sample_of_picture({"npz", {}}, info, paper);
  EXPECT_GT(as_it_is.front(), 0.9f);
  EXPECT_NE(fault_of([&] {
              sample_of_picture({"csv", {}}, {.shape = {3}}, paper);
            }).find("of which no picture"),
            std::string::npos);
}

TEST(NewSample, RowsOfATableAreThoseOfItsSet) {
  const Folder folder;
  const std::string table = "size;color;weight;kind\n1,5;red;3;x\n2;green;4;y\n2,5;red;5;x\n";
  const Choice data{"csv",
                    {{"path", folder.write("t.csv", table).string()},
                     {"target", std::string("kind")},
                     {"normalize", std::string("none")},
                     {"test_share", 0.0}}};
  const auto dataset = load_dataset(data);
  const catalog::SampleInfo info = catalog::sample_info(data);
  EXPECT_EQ(info.features, dataset->features);
  EXPECT_EQ(columns_of(info), (std::vector<std::string>{"size", "color", "weight"}));
  const std::vector<NewRow> rows = samples_of_table(info, table, "t");
  ASSERT_EQ(rows.size(), 3u);
  std::vector<std::vector<float>> ours, theirs;
  for (int64_t i = 0; i < 3; ++i) {
    ours.push_back(rows[static_cast<size_t>(i)].values);
    theirs.push_back(sample(*dataset, dataset->train, i));
  }
  std::sort(ours.begin(), ours.end());
  std::sort(theirs.begin(), theirs.end());
  EXPECT_EQ(ours, theirs);
  EXPECT_EQ(rows[1].line, 3);
  EXPECT_EQ(samples_of_table(info, "1,5;red;3", "t")[0].values, rows[0].values) << "one line, without names";
  EXPECT_EQ(samples_of_table(info, "1.5, red, 3", "t")[0].values, rows[0].values) << "as other countries write";
}

// Asked about the table that it has learned from, a model sees what it saw then.
TEST(NewSample, ColumnsOfOneNameAndNamesWithAnEqualSignAreToldApart) {
  const Folder folder;
  for (const char* table : {
           "a,a,k\n1,20,x\n2,30,y\n3,10,x\n4,50,y\n",         // numbers
           "a,a,k\nu,u,x\nv,u,y\nu,v,x\nv,v,y\n",             // the same words
           "a,a,k\nu,p,x\nv,p,y\nu,q,x\nv,q,y\n",             // words that could be of one column
           "a=1,b,k\n1,2,x\n2,3,y\n3,1,x\n4,5,y\n",           // of numbers
           "c=d,b,k\nu,2,x\nv,3,y\nu=1,1,x\nv,5,y\nu,4,y\n",  // of words, one of them with a sign too
       }) {
    const Choice data{"csv",
                      {{"path", folder.write("t.csv", table).string()},
                       {"header", std::string("yes")},
                       {"normalize", std::string("none")},
                       {"test_share", 0.0}}};
    const auto dataset = load_dataset(data);
    std::vector<std::vector<float>> ours, theirs;
    for (const NewRow& row : samples_of_table(catalog::sample_info(data), table, "t")) ours.push_back(row.values);
    for (int64_t i = 0; i < dataset->train.count; ++i) theirs.push_back(sample(*dataset, dataset->train, i));
    std::sort(ours.begin(), ours.end());
    std::sort(theirs.begin(), theirs.end());
    EXPECT_EQ(ours, theirs) << table;
  }
}

TEST(NewSample, ARowThatLacksAValueIsNamed) {
  const catalog::SampleInfo info{.shape = {2}, .features = {"age", "size"}};
  EXPECT_EQ(fault_of([&] { samples_of_table(info, "age,size\n1,2\n,3\n", "t"); }),
            "t: line 3, column age: holds no value, which the model needs; fill it in or leave the row out");
}

}  // namespace
}  // namespace saddle
