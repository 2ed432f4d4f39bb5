#include "io/npz.h"

#include <zlib.h>

#include "io/file_bytes.h"
#include "io/gzip.h"
#include "io/npy.h"
#include "saddle/error.h"

// The zip format: PKWARE's APPNOTE 6.3, sections 4.3 to 4.5.
namespace saddle {
namespace {

constexpr uint32_t local_signature = 0x04034b50, central_signature = 0x02014b50, end_signature = 0x06054b50;
constexpr uint16_t zip64_extra = 1, stored = 0, deflated = 8, encrypted_flag = 1;
constexpr uint32_t in_zip64 = 0xffffffff;

class Reader {
 public:
  Reader(std::string_view bytes, const std::string& where) : bytes_(bytes), where_(where) {}
  template <class Int>
  Int at(uint64_t place) const {
    if (place > bytes_.size() || bytes_.size() - place < sizeof(Int))
      throw Error(where_, "is a damaged or truncated .npz file; get it again");
    Int value = 0;
    for (size_t i = sizeof(Int); i-- > 0;)
      value = static_cast<Int>(value << 8 | static_cast<unsigned char>(bytes_[place + i]));
    return value;
  }
  std::string_view piece(uint64_t place, uint64_t size) const {
    if (place > bytes_.size() || bytes_.size() - place < size)
      throw Error(where_, "is a damaged or truncated .npz file; get it again");
    return bytes_.substr(place, size);
  }

 private:
  std::string_view bytes_;
  const std::string& where_;
};

struct Entry {
  std::string name;
  uint16_t flags = 0, method = 0;
  uint32_t crc = 0;
  uint64_t packed = 0, size = 0, offset = 0;
};

// Sizes that do not fit 32 bits stand in an extra field, in this order; NumPy writes it for small files too.
void read_zip64(const Reader& in, uint64_t at, uint64_t length, Entry& entry) {
  for (const uint64_t end = at + length; at + 4 <= end;) {
    const auto id = in.at<uint16_t>(at), size = in.at<uint16_t>(at + 2);
    if (id == zip64_extra) {
      uint64_t field = at + 4;
      for (uint64_t* value : {&entry.size, &entry.packed, &entry.offset}) {
        if (*value != in_zip64) continue;
        *value = in.at<uint64_t>(field);
        field += 8;
      }
    }
    at += 4 + uint64_t{size};
  }
}

std::string unpack(const Reader& in, const Entry& entry, uint64_t& total, const std::string& where) {
  if (in.at<uint32_t>(entry.offset) != local_signature)
    throw Error(where, "is a damaged .npz file: {} is not where it should be", entry.name);
  if (entry.flags & encrypted_flag) throw Error(where, "{} is encrypted; save it without a password", entry.name);
  const uint64_t data = entry.offset + 30 + in.at<uint16_t>(entry.offset + 26) + in.at<uint16_t>(entry.offset + 28);
  const std::string_view packed = in.piece(data, entry.packed);
  total += entry.size;
  if (total > largest_file) throw Error(where, "unpacks to more than {} bytes", largest_file);
  std::string bytes;
  if (entry.method == stored) {
    bytes = packed;
  } else if (entry.method == deflated) {
    bytes = inflate_raw(packed, entry.size, where + ": " + entry.name);
  } else {
    throw Error(where, "{} is packed by method {}; save it with np.savez or np.savez_compressed", entry.name,
                entry.method);
  }
  const auto crc = crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
  if (bytes.size() != entry.size || crc != entry.crc)
    throw Error(where, "{} is damaged: its check sum differs; get it again", entry.name);
  return bytes;
}

void put(std::string& out, uint64_t value, int count) {
  for (int i = 0; i < count; ++i) out += static_cast<char>(value >> 8 * i);
}

}  // namespace

std::map<std::string, NpyArray> read_npz(const std::filesystem::path& file) {
  return parse_npz(read_file(file), file.string());
}

std::map<std::string, NpyArray> parse_npz(const std::string& bytes, const std::string& where) {
  const Reader in(bytes, where);
  const size_t end = bytes.rfind(std::string("PK\x05\x06", 4));
  if (end == std::string::npos) throw Error(where, "is not an .npz file, or it is cut short");
  // With a comment at the very end.
  if (end + 22 > bytes.size() || end + 22 + in.at<uint16_t>(end + 20) != bytes.size())
    throw Error(where, "is not an .npz file, or it is cut short");
  const auto count = in.at<uint16_t>(end + 10);
  uint64_t at = in.at<uint32_t>(end + 16), total = 0;
  std::map<std::string, NpyArray> arrays;
  for (int i = 0; i < count; ++i) {
    if (in.at<uint32_t>(at) != central_signature)
      throw Error(where, "is a damaged .npz file: its list of members is broken");
    const uint64_t name = in.at<uint16_t>(at + 28), extra = in.at<uint16_t>(at + 30),
                   comment = in.at<uint16_t>(at + 32);
    Entry entry{std::string(in.piece(at + 46, name)),
                in.at<uint16_t>(at + 8),
                in.at<uint16_t>(at + 10),
                in.at<uint32_t>(at + 16),
                in.at<uint32_t>(at + 20),
                in.at<uint32_t>(at + 24),
                in.at<uint32_t>(at + 42)};
    read_zip64(in, at + 46 + name, extra, entry);
    const std::string array = unpack(in, entry, total, where);
    if (entry.name.ends_with(".npy")) entry.name.resize(entry.name.size() - 4);
    arrays[entry.name] = parse_npy(array, where + ": " + entry.name);
    at += 46 + name + extra + comment;
  }
  return arrays;
}

void NpzWriter::add_member(const std::string& name, const std::string& bytes) {
  if (bytes.size() >= in_zip64) throw Error(name, "is larger than 4 GiB, which a model file cannot hold");
  members_.push_back({name + ".npy", deflate_raw(bytes),
                      static_cast<uint32_t>(crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size())),
                      static_cast<uint32_t>(bytes.size())});
}

void NpzWriter::add(const std::string& name, const std::vector<int64_t>& shape, std::span<const float> values) {
  add_member(name, write_npy(shape, values));
}

void NpzWriter::add_whole(const std::string& name, int64_t value) { add_member(name, write_npy_whole(value)); }

void NpzWriter::add_text(const std::string& name, const std::string& utf8) { add_member(name, write_npy_text(utf8)); }

std::string NpzWriter::finish() const {
  constexpr uint16_t version = 20, midnight_1980_time = 0, midnight_1980_date = 33;
  std::string out, directory;
  const auto common = [&](std::string& to, const Member& m) {
    put(to, version, 2), put(to, 0, 2), put(to, deflated, 2), put(to, midnight_1980_time, 2),
        put(to, midnight_1980_date, 2);
    put(to, m.crc, 4), put(to, m.packed.size(), 4), put(to, m.size, 4), put(to, m.name.size(), 2), put(to, 0, 2);
  };
  for (const Member& m : members_) {
    const uint64_t offset = out.size();
    if (offset + m.packed.size() >= in_zip64)
      throw Error("", "the model is larger than 4 GiB, which a model file cannot hold");
    put(out, local_signature, 4);
    common(out, m);
    out += m.name + m.packed;
    put(directory, central_signature, 4), put(directory, version, 2);
    common(directory, m);
    put(directory, 0, 2), put(directory, 0, 2), put(directory, 0, 2), put(directory, 0, 4), put(directory, offset, 4);
    directory += m.name;
  }
  const uint64_t start = out.size();
  out += directory;
  put(out, end_signature, 4), put(out, 0, 4), put(out, members_.size(), 2), put(out, members_.size(), 2);
  put(out, directory.size(), 4), put(out, start, 4), put(out, 0, 2);
  return out;
}

}  // namespace saddle
